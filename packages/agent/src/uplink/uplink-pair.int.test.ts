import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@hostwire/runtime';
import { parseCollectorAddress } from '../collector-address.ts';
import { Epochs } from '../spool/epochs.ts';
import { ModelFileSystem } from '../testing/model-file-system.ts';
import { ManualClock, removeFolder, silentLogger } from '@hostwire/testing';
import { sampleOf, smallLimits, spoolPath } from '../testing/spool-fixture.ts';
import { DeadLetters } from './dead-letters.ts';
import { UplinkPair } from './uplink-pair.ts';
import { noMarks } from '@hostwire/protocol';
import { TestCollector, sha256, testPin } from '../testing/test-collector.ts';

const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const live = 'live';
const old = 'old';
const names = [old, live];

let folder: string;
let clock: ManualClock;
let epochs: Epochs;
let collector: TestCollector;
let uplinks: UplinkPair;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-uplinks-'));
  clock = new ManualClock();
  const ids = names.map((_, i) => `${i + 1}`.padStart(16, '0'));
  epochs = await Epochs.open(spoolPath, {
    onLeftOut: () => undefined,
    fileSystem: new ModelFileSystem().process(),
    clock,
    bootId: 'boot-1',
    logger: silentLogger,
    limits: smallLimits,
    newEpoch: () => ids.shift()!,
  });
  collector = new TestCollector();
  collector.agents.set(agentId, publicKey);
  await collector.start();
  uplinks = new UplinkPair({
    epochs,
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
    random: () => 0.01,
  });
});

afterEach(async () => {
  await uplinks.stop();
  await collector.stop();
  await removeFolder(folder);
});

const nameOf = (epoch: string) => names[Number(epoch) - 1];

async function seal(marks: readonly number[]): Promise<void> {
  for (const mark of marks) {
    epochs.live.appendDraft(sampleOf(mark));
    await epochs.live.seal();
  }
  uplinks.sealed();
}

/** An agent that comes back after an outage with five batches that are worth a turn. */
async function comeBack(): Promise<void> {
  await seal([1, 2, 3, 4, 5]);
  clock.advance(60_000);
  await uplinks.start();
  await collector.until('a new epoch is live', () =>
    collector.hellos.some(({ epoch }) => nameOf(epoch) === live),
  );
  await seal([6]);
}

const committed = () => collector.committed.map(({ epoch, frame }) => `${nameOf(epoch)} ${frame.type}`);
const hellos = () => collector.hellos.map(({ epoch, stream }) => `${nameOf(epoch)} ${stream}`);
const backlog = Array.from({ length: 5 }, () => 'old batch');
const allCommitted = () =>
  collector.until(
    'the backlog is committed',
    () => committed().length === 7 && epochs.backlog().epochs === 0,
  );

test('after an outage the live epoch goes first, the backlog follows on a connection of its own', async () => {
  await comeBack();
  await allCommitted();
  expect(committed()).toEqual(['live gap', 'live batch', ...backlog]);
  expect(hellos()).toEqual(['old live', 'live live', 'old history']);
});

test('live data do not wait for a history that is not taken', async () => {
  collector.onFrame = (_frame, session) => collector.helloOf(session)?.stream !== 'history';
  await comeBack();
  await collector.until('the history is offered', () => collector.received >= 3);
  await seal([7, 8]);
  await collector.until('live data', () => committed().length === 4);
  expect(committed()).toEqual(['live gap', 'live batch', 'live batch', 'live batch']);
});

test('a history that was carried is asked about again when the database came back from an older state', async () => {
  await comeBack();
  await allCommitted();
  await collector.until('the history hangs up', () => collector.hellos.length === 3);
  const kept = collector.committed.filter(({ epoch, frame }) => {
    return nameOf(epoch) === live || (frame.type === 'batch' && frame.seq <= 3);
  });
  collector.committed.splice(0, collector.committed.length, ...kept);
  collector.cut(); // as a collector that starts again on the restored database
  await allCommitted();
  expect(hellos().slice(3)).toEqual(['live live', 'old history']);
  expect(committed().slice(5)).toEqual(['old batch', 'old batch']);
});

test('nor is it forgotten when the live stream is told of a loss without a new session', async () => {
  await comeBack();
  await allCommitted();
  const lost = collector.committed.splice(-2, 2).map(({ epoch }) => nameOf(epoch));
  expect(lost).toEqual(['old', 'old']);
  expect(collector.committed.splice(1, 1)).toMatchObject([{ frame: { type: 'batch', seq: 2 } }]);
  collector.send({ type: 'resume', nextSeq: 2 }, collector.sessionOf('live'));
  await allCommitted();
  expect(hellos().slice(3)).toEqual(['old history']);
});

test('stop() ends both streams', async () => {
  collector.onFrame = (_frame, session) => collector.helloOf(session)?.stream !== 'history';
  await comeBack();
  await collector.until('the history is offered', () => collector.received >= 3);
  await uplinks.stop();
  await collector.until('no connection is left', () => collector.open === 0);
  expect(uplinks.status().phase).toBe('closed');
});
