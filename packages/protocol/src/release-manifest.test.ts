import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { compareVersions, readManifest, signManifest, verifyManifest } from './release-manifest.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const manifest = {
  version: '0.2.0',
  programs: new Map([['hostwire-agent-linux-x64', { sha256: 'ab'.repeat(32), bytes: 100 }]]),
};
const document = signManifest(manifest, privateKey);

test('what was signed with the key is read back', () => {
  expect(verifyManifest(document, publicKey)).toEqual(manifest);
  expect(readManifest(document)).toEqual(manifest);
});

test('another key, or a changed byte, is refused', () => {
  const other = generateKeyPairSync('ed25519').publicKey;
  expect(() => verifyManifest(document, other)).toThrow('not signed with the release key');
  expect(() => verifyManifest(document.replace('0.2.0', '0.2.1'), publicKey)).toThrow('not signed');
});

test.each([
  ['', 'not JSON'],
  ['[]', 'object is missing'],
  ['{}', 'manifest or signature is missing'],
  [' '.repeat(70_000), 'too long'],
  [JSON.stringify({ manifest: '{"version":"1.0","programs":{}}', signature: '' }), 'MAJOR.MINOR.PATCH'],
  [JSON.stringify({ manifest: '{"version":"1.0.0","programs":{"../x":{}}}', signature: '' }), 'proper name'],
  [
    JSON.stringify({ manifest: '{"version":"1.0.0","programs":{"x":{"sha256":"1"}}}', signature: '' }),
    'sha256 of x',
  ],
])('%j is no manifest', (text, why) => {
  expect(() => readManifest(text)).toThrow(why);
});

test.each([
  ['0.1.0', '0.1.0', 0],
  ['0.1.9', '0.1.10', -1],
  ['1.0.0', '0.9.9', 1],
  ['0.1', '0.1.0', NaN],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});
