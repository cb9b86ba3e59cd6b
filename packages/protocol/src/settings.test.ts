import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { numberSettings, settings } from './settings.ts';

const docs = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

test('each key is there once, and a default lies within its limits', () => {
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  for (const setting of settings) {
    if (!('min' in setting) || setting.default === null) continue;
    expect(setting.default).toBeGreaterThanOrEqual(setting.min);
    expect(setting.default).toBeLessThanOrEqual(setting.max);
  }
});

test.each(Object.values(numberSettings))('docs/operations.md has $key with its default', (setting) => {
  const row = docs.split('\n').find((line) => line.includes(`| \`${setting.key}\` |`));
  const shown = setting.kind === 'milliseconds' ? `${setting.default / 1000} s` : `${setting.default}`;
  expect(row).toContain(`default ${shown}`);
});
