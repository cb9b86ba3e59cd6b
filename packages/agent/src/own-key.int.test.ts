import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keyRenewalMessage, type KeyRenewal } from '@hostwire/protocol';
import { removeFolder, silentLogger } from '@hostwire/testing';
import { installIdentity, loadIdentity } from './identity.ts';
import { OwnKey } from './own-key.ts';

const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const first = generateKeyPairSync('ed25519');
let stateDir: string;
let sent: KeyRenewal[];
let ownKey: OwnKey;

/** As after a start. */
function load(): OwnKey {
  const { privateKey } = loadIdentity(stateDir);
  return new OwnKey({
    stateDir,
    agentId,
    privateKey,
    logger: silentLogger,
    send: (frame) => sent.push(frame),
  });
}

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'hostwire-own-key-'));
  sent = [];
  const identity = { agentId, host: 'web', collector: 'wss://c:1', pins: ['ab'.repeat(32)], generation: 0 };
  await installIdentity(stateDir, identity, first.privateKey);
  ownKey = load();
});
afterEach(() => removeFolder(stateDir));

async function hear(step: KeyRenewal['step'], publicKey = ''): Promise<KeyRenewal | undefined> {
  ownKey.received({ type: 'key_renewal', step, publicKey, oldSignature: '', newSignature: '' });
  await ownKey.idle();
  return sent.at(-1);
}
const rawOf = (key: KeyObject) =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

test('offers a key that both sign, and puts it in place when it is accepted', async () => {
  const offer = (await hear('requested'))!;
  const message = keyRenewalMessage(
    agentId,
    Buffer.from(rawOf(first.privateKey), 'hex'),
    Buffer.from(offer.publicKey, 'hex'),
  );
  expect(verify(null, message, first.publicKey, Buffer.from(offer.oldSignature, 'hex'))).toBe(true);
  expect(await hear('accepted', offer.publicKey)).toMatchObject({
    step: 'installed',
    publicKey: offer.publicKey,
  });
  expect(rawOf(ownKey.privateKey)).toBe(offer.publicKey);
  const next = createPublicKey(load().privateKey);
  expect(verify(null, message, next, Buffer.from(offer.newSignature, 'hex'))).toBe(true);
});

test('a crash after the offer leaves the present key, and the same key is offered again', async () => {
  const offer = await hear('requested');
  ownKey = load();
  expect(rawOf(ownKey.privateKey)).toBe(rawOf(first.privateKey));
  expect(await hear('requested')).toEqual(offer);
});

test('what was not offered is not put in place', async () => {
  await hear('requested');
  await hear('accepted', 'cd'.repeat(32));
  expect(sent).toHaveLength(1);
  expect(rawOf(load().privateKey)).toBe(rawOf(first.privateKey));
  expect(readFileSync(join(stateDir, 'next.key'), 'utf8')).toContain('PRIVATE KEY');
});
