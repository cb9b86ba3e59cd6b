import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { protocolVersion, type Gap, type Inventory, noMarks } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { removeFolder, silentLogger } from '@hostwire/testing';
import { inventoryOf } from '@hostwire/testing/protocol';
import { parseCollectorAddress } from '../collector-address.ts';
import { ModelFileSystem } from '../testing/model-file-system.ts';
import type { Spool } from '../spool/spool.ts';
import { openSpool, sealMarks } from '../testing/spool-fixture.ts';
import { DeadLetters } from './dead-letters.ts';
import { TestCollector, sha256, testPin } from '../testing/test-collector.ts';
import type { UplinkOptions } from './uplink-options.ts';
import { Uplink } from './uplink.ts';

const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

let folder: string;
let fileSystem: ModelFileSystem;
let spool: Spool;
let collector: TestCollector;
let uplinks: Uplink[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-uplink-'));
  fileSystem = new ModelFileSystem();
  spool = await openSpool(fileSystem);
  collector = new TestCollector();
  collector.agents.set(agentId, publicKey);
  uplinks = [];
  await collector.start();
});

afterEach(async () => {
  await Promise.all(uplinks.map((uplink) => uplink.stop()));
  await collector.stop();
  await removeFolder(folder);
});

/** Tries again at once: what the waits are is tested in session.test.ts. */
function startUplink(options: Partial<UplinkOptions> = {}): Uplink {
  const uplink = new Uplink({
    spool,
    address: parseCollectorAddress(collector.url),
    agentId,
    privateKey: () => privateKey,
    pins: () => [testPin],
    hello: () => ({
      agentVersion: '0.1.0',
      generation: 3,
      bootId: 'boot-1',
      machineHash: sha256('machine'),
      marks: noMarks,
    }),
    deadLetters: new DeadLetters(join(folder, 'dead-letters')),
    clock: systemClock,
    logger: silentLogger,
    onWelcome: () => undefined,
    onSettings: () => undefined,
    onKeyFrame: () => undefined,
    onChange: () => collector.wake(),
    random: () => 0.01,
    ...options,
  });
  uplinks.push(uplink);
  void uplink.start();
  return uplink;
}

async function sealAndSend(uplink: Uplink, marks: readonly number[]): Promise<void> {
  for (const mark of marks) {
    await sealMarks(spool, [mark]);
    uplink.sealed();
  }
}

const numbers = () =>
  collector.committed.map(({ frame }) => (frame.type === 'batch' ? frame.seq : frame.lastSeq));
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const acked = (seq: number) => collector.until(`batch ${seq} is acknowledged`, () => spool.ackedSeq === seq);

describe('Uplink', () => {
  test('greets, sends everything in order, and hears of the commit', async () => {
    await sealMarks(spool, upTo(20));
    const uplink = startUplink();
    await collector.until('20 batches', () => collector.committed.length === 20);
    expect(collector.hellos[0]).toMatchObject({
      protocol: protocolVersion,
      epoch: spool.epoch,
      firstUnacked: 1,
      lastSeq: 20,
      generation: 3,
      prevHash: '',
    });
    await sealAndSend(uplink, [21]);
    await collector.until('21 batches', () => collector.committed.length === 21);
    await uplink.stop();
    expect(spool.ackedSeq).toBe(21);
    expect(numbers()).toEqual(upTo(21));
    expect(uplink.status()).toMatchObject({ phase: 'closed', lastAck: { seq: 21 }, error: undefined });
    expect(uplink.sentBytes).toBeGreaterThan(1000);
  });

  test('connections cut at any batch: everything arrives, once', async () => {
    let left = 12;
    collector.onFrame = (frame, session) => {
      if (left === 0 || (frame.type === 'batch' && frame.seq % 3 !== 0)) return true;
      left--;
      if (left % 2 === 0) collector.commit(frame); // the answer is lost with the connection
      session.terminate();
      return false;
    };
    await sealMarks(spool, upTo(30));
    startUplink();
    await acked(30);
    expect(left).toBe(0);
    expect(collector.sessions).toBeGreaterThan(5);
    expect(numbers()).toEqual(upTo(30));
    expect(collector.received).toBeGreaterThan(30);
  });

  test('acknowledgements twice and out of order do no harm', async () => {
    await sealMarks(spool, upTo(5));
    const uplink = startUplink();
    await acked(5);
    for (const committedSeq of [2, 5, 5, 1])
      collector.send({ type: 'ack', committedSeq, credit: collector.credit });
    await sealAndSend(uplink, [6]);
    await acked(6);
    expect(numbers()).toEqual(upTo(6));
    expect(collector.sessions).toBe(1);
  });

  test('never has more under way than the credit', async () => {
    collector.credit = { batches: 3, bytes: 1024 * 1024 };
    collector.onFrame = () => false;
    await sealMarks(spool, upTo(10));
    const uplink = startUplink();
    await collector.until('3 batches', () => collector.received === 3);
    collector.send({ type: 'settings', settings: { version: 2, intervalMs: 500, flushMs: 1000 } });
    await sealAndSend(uplink, [11]);
    expect(collector.received).toBe(3);
    collector.onFrame = undefined;
    collector.send({ type: 'resume', nextSeq: 1 });
    await acked(11);
    expect(numbers()).toEqual(upTo(11));
  });

  test('Resume: sends again from there', async () => {
    await sealMarks(spool, upTo(4));
    let isFirst = true;
    collector.onFrame = (frame) => {
      if (!isFirst || frame.type !== 'batch' || frame.seq !== 2) return true;
      isFirst = false;
      return false; // as if it had been lost: the next one leaves a hole
    };
    startUplink();
    await acked(4);
    expect(numbers()).toEqual(upTo(4));
  });

  test('Nack: the batch is filed, the sequence goes on', async () => {
    collector.onFrame = (frame) => {
      if (frame.type !== 'batch' || frame.seq !== 2) return true;
      collector.send({ type: 'nack', seq: 2, code: 'poison', detail: 'no' });
      return true; // the tombstone is committed like a batch
    };
    await sealMarks(spool, upTo(3));
    startUplink();
    await acked(3);
    const names = readdirSync(join(folder, 'dead-letters')).sort();
    expect(names).toEqual([`${spool.epoch}-000000000002.frame`, `${spool.epoch}-000000000002.json`]);
  });

  test('a database that lost its last batches is refilled from what is kept', async () => {
    await sealMarks(spool, upTo(6));
    startUplink();
    await acked(6);
    collector.committed.splice(2);
    collector.cut();
    await collector.until('again', () => collector.committed.length === 6);
    expect(numbers()).toEqual(upTo(6));
  });

  test('a database that lost what is kept no more gets a gap', async () => {
    spool = await openSpool(fileSystem, { limits: { segmentBytes: 700, graceBytes: 0 } });
    await sealMarks(spool, upTo(12));
    startUplink();
    await acked(12);
    expect(spool.firstRetainedSeq).toBeGreaterThan(3);
    collector.committed.splice(2);
    collector.cut();
    await collector.until('again', () => numbers().at(-1) === 12);
    const gap = collector.committed[2]!.frame as Gap;
    expect(gap).toMatchObject({
      type: 'gap',
      firstSeq: 3,
      lastSeq: spool.firstRetainedSeq - 1,
      reason: 'database_lost',
    });
  });

  test('a disk that was rolled back begins a new epoch and loses nothing that is on it', async () => {
    await sealMarks(spool, upTo(5));
    const before = spool.epoch;
    const first = startUplink();
    await acked(5);
    await first.stop();
    fileSystem = new ModelFileSystem();
    spool = await openSpool(fileSystem, { firstEpoch: before });
    await sealMarks(spool, [1, 2]);
    startUplink();
    await collector.until(
      'the new epoch',
      () => collector.committedSeq(spool.epoch) === 2 && spool.epoch !== before,
    );
    expect(collector.committed).toHaveLength(7);
  });

  test.each(['revoked', 'clone'] as const)('GoAway %s: stays away', async (reason) => {
    const uplink = startUplink();
    await collector.until('a session', () => uplink.status().phase === 'open');
    const gone = new Promise((resolve) => collector.session!.once('close', resolve));
    collector.send({ type: 'go_away', reason, retryMinMs: 0, retryMaxMs: 0, detail: 'bye' });
    await gone;
    expect(uplink.status()).toMatchObject({
      phase: 'disconnected',
      rejection: reason,
      error: { code: reason },
    });
    await sealAndSend(uplink, [1]);
    expect(collector.sessions).toBe(1);
  });

  test('GoAway restart: comes back in its window', async () => {
    const uplink = startUplink();
    await collector.until('a session', () => uplink.status().phase === 'open');
    collector.send({ type: 'go_away', reason: 'restart', retryMinMs: 5, retryMaxMs: 10, detail: '' });
    await collector.until('another session', () => collector.sessions === 2 && collector.hellos.length === 2);
  });

  test('a collector with another key hears nothing', async () => {
    const uplink = startUplink({ pins: () => [sha256('another')] });
    await collector.until('the refusal', () => uplink.status().error?.code === 'PIN_MISMATCH');
    expect(collector.connections).toBeGreaterThan(0);
    expect(collector.sessions).toBe(0);
    expect(uplink.status().error?.message).toContain(testPin);
  });

  test('either of two pins will do', async () => {
    startUplink({ pins: () => [sha256('another'), testPin] });
    await collector.until('a session', () => collector.sessions === 1);
  });

  test('an unknown agent is refused at login', async () => {
    collector.agents.clear();
    const uplink = startUplink();
    await collector.until('the refusal', () => uplink.status().error?.code === 'REFUSED');
    expect(uplink.status().rejection).toBe('refused');
    expect(collector.sessions).toBe(0);
  });

  test('what a collector may not send ends the session', async () => {
    const uplink = startUplink();
    await collector.until('a session', () => uplink.status().phase === 'open');
    collector.session!.send('text');
    await collector.until('another session', () => collector.hellos.length === 2);
  });

  test('the inventory goes out with every session, and when it changes', async () => {
    const uplink = startUplink();
    await collector.until('a session', () => uplink.status().phase === 'open');
    uplink.announce(inventory);
    await collector.until('the inventory', () => collector.inventories.length === 1);
    collector.cut();
    await collector.until('the inventory again', () => collector.inventories.length === 2);
    expect(collector.inventories[1]).toEqual(inventory);
  });
});

const inventory: Inventory = inventoryOf({ hostname: 'web-1' });
