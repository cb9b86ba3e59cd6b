import { expect, test } from '@jest/globals';
import { decodeFrame } from '@hostwire/protocol';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { Epochs, epochLimits } from './epochs.ts';
import type { FileSystem } from './file-system.ts';
import { ModelFileSystem } from '../testing/model-file-system.ts';
import type { Spool } from './spool.ts';
import { sampleOf, smallLimits, spoolPath } from '../testing/spool-fixture.ts';

let born = 0;

function openEpochs(fileSystem: FileSystem, clock = new ManualClock(), limits = {}): Promise<Epochs> {
  return Epochs.open(spoolPath, {
    onLeftOut: () => undefined,
    fileSystem,
    clock,
    bootId: 'boot-1',
    logger: silentLogger,
    limits: { ...smallLimits, ...limits },
    newEpoch: () => (++born).toString(16).padStart(16, 'e'),
  });
}

async function sealMarks({ live }: Epochs, marks: readonly number[]): Promise<void> {
  for (const mark of marks) {
    live.appendDraft(sampleOf(mark));
    await live.seal();
  }
}

/** Batches of a spool, and the reasons of gaps. */
function contentOf(spool: Spool): string[] {
  const found: string[] = [];
  for (let seq = 1; ;) {
    const outgoing = spool.read(seq);
    if (outgoing === undefined) return found;
    const frame = decodeFrame(outgoing.bytes);
    found.push(frame.type === 'gap' ? frame.reason : frame.type);
    seq = outgoing.lastSeq + 1;
  }
}

/** A disk with three batches that nobody acknowledged. */
async function withBacklog() {
  const disk = new ModelFileSystem();
  const clock = new ManualClock();
  const epochs = await openEpochs(disk.process(), clock);
  await sealMarks(epochs, [1, 2, 3]);
  clock.advance(epochLimits.rolloverEveryMs);
  return { disk, clock, epochs };
}

test('a turn leaves the backlog whole and begins a new epoch that says so', async () => {
  const { epochs } = await withBacklog();
  const before = epochs.live;
  before.appendDraft(sampleOf(4));
  expect(epochs.mayRollOver(0)).toBe(true);
  await epochs.rollOver();
  await sealMarks(epochs, [5]);
  expect(epochs.histories).toEqual([before]);
  expect(contentOf(before)).toEqual(['batch', 'batch', 'batch', 'batch']);
  expect(contentOf(epochs.live)).toEqual(['backlog', 'batch']);
  expect(epochs.live.epoch).not.toBe(before.epoch);
  expect(epochs.backlog()).toMatchObject({ epochs: 1, batches: 4 });
});

test('samples that come while a turn is under way are in one epoch each', async () => {
  const { epochs } = await withBacklog();
  const turning = epochs.rollOver();
  epochs.live.appendDraft(sampleOf(4));
  await turning;
  epochs.live.appendDraft(sampleOf(5));
  await epochs.live.seal();
  expect(contentOf(epochs.histories[0]!)).toHaveLength(4);
  expect(contentOf(epochs.live)).toEqual(['backlog', 'batch']);
});

test('no turn for a short backlog, soon after another, or with as many histories as there may be', async () => {
  const { epochs, clock } = await withBacklog();
  expect(epochs.mayRollOver(3)).toBe(false);
  for (let turns = 0; turns < epochLimits.maxHistories; turns++) {
    expect(epochs.mayRollOver(0)).toBe(true);
    await epochs.rollOver();
    expect(epochs.mayRollOver(0)).toBe(false);
    clock.advance(epochLimits.rolloverEveryMs);
  }
  expect(epochs.mayRollOver(0)).toBe(false);
  epochs.histories[0]!.acknowledge(3);
  expect(epochs.mayRollOver(0)).toBe(true);
});

test.each(['killed', 'crashed'] as const)(
  '%s after any number of calls of a turn: nothing sealed is lost',
  async (how) => {
    for (let calls = 0, isOver = false; !isOver; calls++) {
      const disk = new ModelFileSystem();
      const clock = new ManualClock();
      let left = Infinity;
      const epochs = await openEpochs(
        failing(disk.process(), () => left-- > 0),
        clock,
      );
      await sealMarks(epochs, [1, 2, 3]);
      left = calls;
      isOver = await epochs.rollOver().then(
        () => left >= 0,
        () => false,
      );
      const next = disk.process();
      if (how === 'crashed') disk.crash();
      const again = await openEpochs(next, clock);
      const batches = [...again.histories, again.live].flatMap(contentOf).filter((type) => type === 'batch');
      expect([calls, batches.length]).toEqual([calls, 3]);
      expect(again.histories.length).toBeLessThanOrEqual(1);
      await sealMarks(again, [4]);
      expect(contentOf(again.live).at(-1)).toBe('batch');
    }
  },
);

test('a history is deleted when it is acknowledged and its grace is over, not before', async () => {
  const { epochs, clock, disk } = await withBacklog();
  await epochs.rollOver();
  epochs.tidy();
  clock.advance(smallLimits.graceMs * 2);
  epochs.tidy();
  expect(epochs.histories).toHaveLength(1);
  epochs.histories[0]!.acknowledge(3);
  epochs.tidy();
  clock.advance(smallLimits.graceMs - 1);
  epochs.tidy();
  expect(epochs.histories).toHaveLength(1);
  clock.advance(1);
  epochs.tidy();
  expect(epochs.histories).toHaveLength(0);
  expect(disk.list(spoolPath)).toEqual(['0000000002']);
});

test('all epochs share the size limit: the oldest history goes first, with its gap, down to its last segment', async () => {
  const clock = new ManualClock();
  const epochs = await openEpochs(new ModelFileSystem().process(), clock, { spoolBytes: 16 * 1024 });
  await sealMarks(
    epochs,
    Array.from({ length: 90 }, (_, i) => i),
  );
  await epochs.rollOver();
  const [history] = epochs.histories;
  expect(history!.firstRetainedSeq).toBe(1);
  for (let mark = 100; mark < 250; mark++) {
    await sealMarks(epochs, [mark]);
    epochs.tidy();
  }
  await history!.seal();
  expect(history!.firstRetainedSeq).toBeGreaterThan(1);
  expect(contentOf(history!)[0]).toBe('spool_full');
  const bytes = [...epochs.histories, epochs.live].reduce((sum, { diskBytes }) => sum + diskBytes, 0);
  expect(bytes).toBeLessThanOrEqual(16 * 1024 + smallLimits.segmentBytes);
});

/** Every call that changes the disk asks first. */
function failing(fileSystem: FileSystem, mayGoOn: () => boolean): FileSystem {
  const guard = <Args extends unknown[], Result>(step: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      if (!mayGoOn()) throw Object.assign(new Error('the process is gone'), { code: 'EOWNERDEAD' });
      return step(...args);
    };
  };
  return {
    ...fileSystem,
    create: guard((path) => fileSystem.create(path)),
    rename: guard((from, to) => fileSystem.rename(from, to)),
    remove: guard((path) => fileSystem.remove(path)),
    makeFolder: guard((folder) => fileSystem.makeFolder(folder)),
    syncFolder: async (folder) => {
      if (!mayGoOn()) throw Object.assign(new Error('the process is gone'), { code: 'EOWNERDEAD' });
      return fileSystem.syncFolder(folder);
    },
  };
}
