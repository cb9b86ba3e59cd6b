import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '@hostwire/testing';
import { encodeEnrollRefusal, encodeEnrollResponse, formatToken, noMarks } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { loadIdentity } from '../identity.ts';
import { TestCollector, sha256, testPin } from '../testing/test-collector.ts';
import { checkEnrolment } from './check.ts';
import { enrol, type EnrolmentOptions } from './enrolment.ts';

const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const tokenOf = (pin: string) =>
  formatToken({ id: '0123456789abcdef', secret: new Uint8Array(32).fill(7), pin });

let stateDir: string;
let collector: TestCollector;

beforeEach(async () => {
  stateDir = join(mkdtempSync(join(tmpdir(), 'hostwire-enrol-')), 'state');
  collector = new TestCollector();
  collector.onEnroll = () => ({ status: 200, body: encodeEnrollResponse({ agentId, host: 'web-1' }) });
  await collector.start();
});

afterEach(async () => {
  await collector.stop();
  await removeFolder(join(stateDir, '..'));
});

function enrolHere(options: Partial<EnrolmentOptions> = {}) {
  const machine = { machineHash: sha256('machine'), bootId: 'boot-1', hostname: 'web-1', marks: noMarks };
  return enrol({
    stateDir,
    collector: collector.url,
    token: tokenOf(testPin),
    name: 'web-1',
    machine,
    agentVersion: '0.1.0',
    force: false,
    ...options,
  });
}

const failing = (code: string, text: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(text) });

describe('enrol', () => {
  test('sends the token over the pinned connection and keeps identity and key for their owner only', async () => {
    const identity = await enrolHere();
    expect(identity).toEqual({
      agentId,
      host: 'web-1',
      collector: collector.url,
      pins: [testPin],
      generation: 0,
    });
    expect(loadIdentity(stateDir).identity).toEqual(identity);
    expect(collector.enrolled[0]).toMatchObject({
      tokenId: '0123456789abcdef',
      hostname: 'web-1',
      machineHash: sha256('machine'),
    });
    expect(readdirSync(stateDir).sort()).toEqual(['agent.key', 'identity.json']);
    for (const name of readdirSync(stateDir)) expect(statSync(join(stateDir, name)).mode & 0o777).toBe(0o600);
  });

  test('another key than the pin: nothing is sent', async () => {
    await expect(enrolHere({ token: tokenOf(sha256('another')) })).rejects.toEqual(
      failing('PIN_MISMATCH', /another key/),
    );
    expect(collector.enrolled).toEqual([]);
  });

  test.each(['TOKEN_EXPIRED', 'TOKEN_USED_UP', 'TOKEN_UNKNOWN'])(
    '%s: says what to do, and leaves no identity',
    async (code) => {
      collector.onEnroll = () => ({
        status: 403,
        body: encodeEnrollRefusal({ code, message: 'the token is no good' }),
      });
      await expect(enrolHere()).rejects.toEqual(failing(code, /no good; .*hostwire token create/));
      expect(existsSync(join(stateDir, 'identity.json'))).toBe(false);
    },
  );

  test('a lost answer: the same line again presents the same key', async () => {
    collector.onEnroll = () => ({ status: 500, body: new Uint8Array() });
    await expect(enrolHere()).rejects.toEqual(failing('NOT_A_COLLECTOR', /HTTP 500/));
    collector.onEnroll = () => ({ status: 200, body: encodeEnrollResponse({ agentId, host: 'web-1' }) });
    await enrolHere();
    const [first, second] = collector.enrolled;
    expect(Buffer.from(second!.publicKey)).toEqual(Buffer.from(first!.publicKey));
  });

  test('an identity that is there stays, unless forced; a forced one that is refused changes nothing', async () => {
    await enrolHere();
    const before = loadIdentity(stateDir);
    await expect(enrolHere()).rejects.toEqual(
      failing('ALREADY_ENROLLED', /already enrolled as web-1.*--force.*--state/),
    );
    collector.onEnroll = () => ({
      status: 403,
      body: encodeEnrollRefusal({ code: 'TOKEN_EXPIRED', message: 'x' }),
    });
    await expect(enrolHere({ force: true })).rejects.toEqual(failing('TOKEN_EXPIRED', /x/));
    const after = loadIdentity(stateDir);
    expect(after.identity).toEqual(before.identity);
    expect(after.privateKey.equals(before.privateKey)).toBe(true);
    collector.onEnroll = () => ({ status: 200, body: encodeEnrollResponse({ agentId, host: 'web-2' }) });
    expect(await enrolHere({ force: true })).toMatchObject({ host: 'web-2' });
  });

  test('wrong input and unreachable collectors: each its own code', async () => {
    await expect(enrolHere({ token: 'hw1_nonsense' })).rejects.toEqual(failing('TOKEN_MALFORMED', /token/));
    await expect(enrolHere({ collector: 'http://x' })).rejects.toEqual(failing('COLLECTOR_INVALID', /wss:/));
    await expect(enrolHere({ collector: 'wss://127.0.0.1:1' })).rejects.toEqual(
      failing('UNREACHABLE', /127\.0\.0\.1:1.*refused/),
    );
    await expect(enrolHere({ collector: 'wss://no-such-host.invalid:1' })).rejects.toEqual(
      failing('UNREACHABLE', /name no-such-host/),
    );
  });

  test('a server that says nothing: a time-out', async () => {
    const sockets: { destroy(): unknown }[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(enrolHere({ collector: `wss://127.0.0.1:${port}`, connectMs: 100 })).rejects.toEqual(
      failing('TIMED_OUT', /0\.1 s/),
    );
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe('checkEnrolment', () => {
  const checkHere = (token: string, address = collector.url, clock = systemClock) =>
    checkEnrolment({ collector: address, token, clock, timeoutMs: 2000 });
  const failed = (results: { check: string; ok: boolean }[]) =>
    results.filter(({ ok }) => !ok).map(({ check }) => check);

  test('all well: every check says so, and nothing was sent or written', async () => {
    const results = await checkHere(tokenOf(testPin));
    expect(results.map(({ check }) => check)).toEqual(['token', 'name', 'tcp', 'key', 'clock']);
    expect(failed(results)).toEqual([]);
    expect(collector.enrolled).toEqual([]);
    expect(existsSync(stateDir)).toBe(false);
  });

  test('names what is wrong', async () => {
    expect(failed(await checkHere('nonsense'))).toEqual(['token']);
    expect(failed(await checkHere(tokenOf(testPin), 'wss://no-such-host.invalid:1'))).toEqual(['name']);
    expect(failed(await checkHere(tokenOf(testPin), 'wss://127.0.0.1:1'))).toEqual(['tcp']);
    expect(failed(await checkHere(tokenOf(sha256('another'))))).toEqual(['key']);
    const late = { nowMs: () => Date.now() - 3_600_000, monoMs: () => 0 };
    expect(failed(await checkHere(tokenOf(testPin), collector.url, late))).toEqual(['clock']);
  });
});
