import { expect, test } from '@jest/globals';
import { settings } from './settings.ts';

test('each key is there once, and a default lies within its limits', () => {
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  for (const setting of settings) {
    if (!('min' in setting) || setting.default === null) continue;
    expect(setting.default).toBeGreaterThanOrEqual(setting.min);
    expect(setting.default).toBeLessThanOrEqual(setting.max);
  }
});
