import { expect, test } from '@jest/globals';
import { hideSecrets } from './redaction.ts';

test.each([
  ['a text', 'S3CRET'],
  ['a text with quotes', 'S3"CRET\\'],
  ['a number', 73_337],
  ['a list', ['S3CRET', 'x']],
  ['bytes', { type: 'Buffer', data: [83, 51] }],
  ['bytes by index', { 0: 83, 1: 51 }],
])('hides %s', (_, secret) => {
  const line = hideSecrets(JSON.stringify({ before: 1, apiToken: secret, after: { x: 'kept' } }));
  expect(line).not.toMatch(/S3|73337|83|51/);
  expect(line).toContain('"apiToken":"[hidden]"');
  expect(line).toContain('kept');
});

test('fields that only begin like a secret are kept', () => {
  const line = JSON.stringify({ tokenId: '0123', cookies: 3, secretary: 'x', signatures: [1] });
  expect(hideSecrets(line)).toBe(line);
});

test('takes time proportional to the line', () => {
  const line = JSON.stringify({
    text: '"password":'.repeat(20_000),
    url: '://'.repeat(50_000),
    word: 'a'.repeat(200_000),
  });
  const began = process.cpuUsage(); // not the wall clock: others may have the cores
  hideSecrets(line);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(2_000);
});
