import { describe, expect, test } from '@jest/globals';
import { batchHash, decodePayload, decodeFrame, zeroHash, type Batch, type Gap } from '@hostwire/protocol';
import { ModelFileSystem } from '../testing/model-file-system.ts';
import { segmentHeaderBytes } from './segment-header.ts';
import type { Spool } from './spool.ts';
import { ManualClock } from '@hostwire/testing';
import { openSpool, sampleOf, sealMarks, smallLimits, spoolPath } from '../testing/spool-fixture.ts';

function frameAt(spool: Spool, seq: number): Batch | Gap {
  const outgoing = spool.read(seq);
  if (outgoing === undefined) throw new Error(`nothing at ${seq}`);
  const frame = decodeFrame(outgoing.bytes);
  if (frame.type !== 'batch' && frame.type !== 'gap') throw new Error(frame.type);
  return frame;
}

/** The frames from `first` on, following gaps; checks that there is no hole. */
function framesFrom(spool: Spool, first: number): (Batch | Gap)[] {
  const frames: (Batch | Gap)[] = [];
  for (let seq = first; seq <= spool.sealedSeq;) {
    const frame = frameAt(spool, seq);
    expect(frame.type === 'batch' ? frame.seq : frame.firstSeq).toBe(seq);
    frames.push(frame);
    seq = (frame.type === 'batch' ? frame.seq : frame.lastSeq) + 1;
  }
  return frames;
}

function marksOf(frame: Batch | Gap): number[] {
  if (frame.type === 'gap') return [];
  const { values, deviceOfRow } = decodePayload(frame).groups[0]!;
  return [...values.subarray(0, deviceOfRow.length)];
}

const segmentNames = (fileSystem: ModelFileSystem) =>
  fileSystem
    .list(spoolPath)
    .filter((name) => name.endsWith('.seg'))
    .sort();
const lastSegment = (fileSystem: ModelFileSystem) => `${spoolPath}/${segmentNames(fileSystem).at(-1)}`;

describe('sealing', () => {
  test('gives one batch of all drafts, numbered from 1 and chained', async () => {
    const spool = await openSpool(new ModelFileSystem());
    spool.appendDraft(sampleOf(1));
    spool.appendDraft(sampleOf(2));
    await spool.seal();
    await sealMarks(spool, [3]);
    const [first, second] = framesFrom(spool, 1);
    expect(first).toMatchObject({ type: 'batch', seq: 1, samples: 2, prevHash: zeroHash });
    expect(marksOf(first!)).toEqual([1, 2]);
    expect(second!.prevHash).toBe(batchHash(spool.epoch, first!));
    expect(spool.hashBefore(2)).toBe(second!.prevHash);
    expect(spool.hashBefore(3)).toBe(batchHash(spool.epoch, second!));
    expect(spool.read(3)).toBeUndefined();
  });

  test('hands the newest out as it is on the disk, without reading it', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1, 2]);
    for (const seq of [2, 1, 2]) expect(marksOf(frameAt(spool, seq))).toEqual([seq]);
    await sealMarks(spool, [3]);
    const open = fileSystem.open(lastSegment(fileSystem));
    open.write(Buffer.alloc(open.size() - segmentHeaderBytes), segmentHeaderBytes);
    expect(marksOf(frameAt(spool, 3))).toEqual([3]);
    expect(frameAt(spool, 3)).toMatchObject({ type: 'gap', reason: 'spool_damaged' });
  });

  test('hands nothing out before it is synced', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    spool.appendDraft(sampleOf(1));
    const sealed = spool.seal();
    expect(spool.read(1)).toBeUndefined();
    await sealed;
    expect(spool.read(1)).toBeDefined();
  });

  test('costs one sync per flush', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1]);
    const before = fileSystem.syncs;
    await sealMarks(spool, [2, 3, 4]);
    expect(fileSystem.syncs - before).toBe(3);
  });

  test('a gap takes the next number, after the drafts at hand', async () => {
    const spool = await openSpool(new ModelFileSystem());
    spool.appendDraft(sampleOf(1));
    await spool.recordGap('suspended', 5, 9);
    await sealMarks(spool, [2]);
    expect(framesFrom(spool, 1).map((frame) => frame.type)).toEqual(['batch', 'gap', 'batch']);
    expect(frameAt(spool, 2)).toMatchObject({
      firstSeq: 2,
      lastSeq: 2,
      reason: 'suspended',
      fromMs: 5,
      toMs: 9,
    });
  });

  test('seals at the same time share the disk and keep the order', async () => {
    const spool = await openSpool(new ModelFileSystem());
    const seals = [1, 2, 3, 4, 5].map((mark) => {
      spool.appendDraft(sampleOf(mark));
      return spool.seal();
    });
    await Promise.all(seals);
    expect(framesFrom(spool, 1).flatMap(marksOf)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('opening', () => {
  test('goes on where the last run ended', async () => {
    const fileSystem = new ModelFileSystem();
    const first = await openSpool(fileSystem);
    await sealMarks(first, [1, 2]);
    fileSystem.crash();
    const second = await openSpool(fileSystem);
    await sealMarks(second, [3]);
    expect(second.epoch).toBe(first.epoch);
    expect(framesFrom(second, 1).flatMap(marksOf)).toEqual([1, 2, 3]);
    expect(frameAt(second, 3).prevHash).toBe(batchHash(second.epoch, frameAt(second, 2)));
  });

  test('syncs what a killed process had written, before it hands it out', async () => {
    const fileSystem = new ModelFileSystem();
    const first = await openSpool(fileSystem);
    await sealMarks(first, [1]);
    first.appendDraft(sampleOf(2));
    void first.seal();
    const second = await openSpool(fileSystem);
    expect(framesFrom(second, 1).flatMap(marksOf)).toEqual([1, 2]);
    fileSystem.crash();
    expect(framesFrom(await openSpool(fileSystem), 1).flatMap(marksOf)).toEqual([1, 2]);
  });

  test('makes batches of the drafts that a killed process left', async () => {
    const fileSystem = new ModelFileSystem();
    const first = await openSpool(fileSystem);
    await sealMarks(first, [1, 2]);
    first.appendDraft(sampleOf(3));
    first.appendDraft(sampleOf(4));
    const second = await openSpool(fileSystem);
    expect(framesFrom(second, 1).flatMap(marksOf)).toEqual([1, 2, 3, 4]);
    expect(second.lastSampleMs).toBe(sampleOf(4).tsMs);
    const third = await openSpool(fileSystem);
    expect(third.sealedSeq).toBe(second.sealedSeq);
  });

  test.each([
    ['killed', 'boot-1', { bootId: 'boot-1', stopped: false }],
    ['stopped', 'boot-1', { bootId: 'boot-1', stopped: true }],
  ])('tells that the run before was %s', async (end, bootId, expected) => {
    const fileSystem = new ModelFileSystem();
    const first = await openSpool(fileSystem, { bootId });
    expect(first.previousRun).toBeUndefined();
    await sealMarks(first, [1]);
    if (end === 'stopped') await first.close({ stopped: true });
    const second = await openSpool(fileSystem, { bootId: 'boot-2' });
    expect(second.previousRun).toEqual(expected);
    expect(second.lastSampleMs).toBe(sampleOf(1).tsMs);
    await sealMarks(second, [2]);
    expect((await openSpool(fileSystem)).previousRun).toEqual({ bootId: 'boot-2', stopped: false });
  });

  test('a tail torn at any length of the last record is cut, and the sequence goes on', async () => {
    const whole = new ModelFileSystem();
    const spool = await openSpool(whole);
    await sealMarks(spool, [1, 2]);
    const path = lastSegment(whole);
    const before = whole.contentOf(path).length;
    await sealMarks(spool, [3]);
    const content = Buffer.from(whole.contentOf(path));
    for (let length = before; length < content.length; length++) {
      const fileSystem = new ModelFileSystem();
      fileSystem.setContent(path, Buffer.from(content.subarray(0, length)));
      const reopened = await openSpool(fileSystem);
      expect(reopened.sealedSeq).toBe(2);
      await sealMarks(reopened, [33]);
      expect(framesFrom(reopened, 1).flatMap(marksOf)).toEqual([1, 2, 33]);
    }
  });

  test('any byte of three records flipped: the others stay, the lost number becomes a gap', async () => {
    const whole = new ModelFileSystem();
    const spool = await openSpool(whole);
    await sealMarks(spool, [1, 2, 3]);
    const path = lastSegment(whole);
    const content = Buffer.from(whole.contentOf(path));
    for (let at = segmentHeaderBytes; at < content.length; at++) {
      const fileSystem = new ModelFileSystem();
      const damaged = Buffer.from(content);
      damaged[at]! ^= 0x55;
      fileSystem.setContent(path, damaged);
      const reopened = await openSpool(fileSystem);
      await sealMarks(reopened, [4]);
      const frames = framesFrom(reopened, 1);
      const marks = frames.flatMap(marksOf);
      const gaps = frames.filter((frame) => frame.type === 'gap');
      expect(marks.at(-1)).toBe(4);
      expect([1, 2, 3].filter((mark) => marks.includes(mark)).length).toBeGreaterThanOrEqual(2);
      // A damaged last record cannot be told from a torn one when its length or number is what was hit.
      if (!marks.includes(1) || !marks.includes(2))
        expect(gaps).toEqual([expect.objectContaining({ reason: 'spool_damaged' })]);
      for (const gap of gaps) expect(gap.lastSeq).toBe(gap.firstSeq);
    }
  });

  test('a damaged last record keeps its number as a gap', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1, 2]);
    const content = fileSystem.contentOf(lastSegment(fileSystem));
    content[content.length - 1]! ^= 1;
    const reopened = await openSpool(fileSystem);
    expect(frameAt(reopened, 2)).toMatchObject({
      type: 'gap',
      firstSeq: 2,
      lastSeq: 2,
      reason: 'spool_damaged',
    });
  });

  test('a segment in the middle cut short: its lost numbers are one gap', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem, { limits: { segmentBytes: 600 } });
    await sealMarks(
      spool,
      Array.from({ length: 20 }, (_, mark) => mark),
    );
    const names = segmentNames(fileSystem);
    expect(names.length).toBeGreaterThan(3);
    const path = `${spoolPath}/${names[1]}`;
    fileSystem.setContent(path, Buffer.from(fileSystem.contentOf(path).subarray(0, segmentHeaderBytes + 10)));
    const reopened = await openSpool(fileSystem);
    const gaps = framesFrom(reopened, 1).filter((frame) => frame.type === 'gap');
    const [first, next] = [names[1]!, names[2]!].map((name) => Number.parseInt(name, 16)) as [number, number];
    expect(gaps).toEqual([
      expect.objectContaining({ firstSeq: first, lastSeq: next - 1, reason: 'spool_damaged' }),
    ]);
  });

  test('a page of zeros: what lay in it is a gap, everything else is there; at the end it is cut like a torn tail', async () => {
    const pageBytes = 4096;
    const limits = { segmentBytes: 64 * 1024 };
    const whole = new ModelFileSystem();
    const marks = Array.from({ length: 240 }, (_, mark) => mark);
    await sealMarks(await openSpool(whole, { limits }), marks);
    const path = lastSegment(whole);
    const content = whole.contentOf(path);
    const pages = Math.ceil(content.length / pageBytes);
    expect(pages).toBeGreaterThan(4);
    for (let page = 1; page < pages; page++) {
      const fileSystem = new ModelFileSystem();
      const damaged = Buffer.from(content).fill(
        0,
        page * pageBytes,
        Math.min((page + 1) * pageBytes, content.length),
      );
      fileSystem.setContent(path, damaged);
      const frames = framesFrom(await openSpool(fileSystem, { limits }), 1);
      const gaps = frames.filter((frame) => frame.type === 'gap');
      const kept = frames.flatMap(marksOf);
      const isLast = page === pages - 1;
      const [gap] = gaps;
      if (!isLast) {
        expect(gaps).toEqual([expect.objectContaining({ reason: 'spool_damaged' })]);
        expect(kept).toEqual(marks.filter((mark) => mark + 1 < gap!.firstSeq || mark + 1 > gap!.lastSeq));
      }
      expect(kept).toEqual(isLast ? marks.slice(0, kept.length) : expect.arrayContaining([marks.at(-1)]));
      expect(kept.length).toBeGreaterThan(marks.length * (1 - 2 / pages));
    }
  });

  test.each([
    ['the only segment', 64 * 1024, [9]],
    ['the last of several', 600, [0, 1, 2, 3, 9]],
  ])('zeros over the header of %s: a gap stands where it was', async (_name, segmentBytes, first) => {
    const fileSystem = new ModelFileSystem();
    const limits = { segmentBytes };
    await sealMarks(await openSpool(fileSystem, { limits }), [0, 1, 2, 3, 4, 5, 6, 7]);
    const path = lastSegment(fileSystem);
    fileSystem.setContent(path, Buffer.from(fileSystem.contentOf(path)).fill(0, 0, segmentHeaderBytes + 10));
    const spool = await openSpool(fileSystem, { limits });
    await sealMarks(spool, [9]);
    const frames = framesFrom(spool, 1);
    expect(frames.flatMap(marksOf)).toEqual(expect.arrayContaining(first));
    const gaps = frames.filter(({ type }) => type === 'gap');
    expect(gaps).toEqual([expect.objectContaining({ reason: 'spool_damaged' })]);
  });

  test('a segment that a power cut left without a header was empty: no gap', async () => {
    const fileSystem = new ModelFileSystem();
    await sealMarks(await openSpool(fileSystem), [1]);
    fileSystem.setContent(`${spoolPath}/0000000000000002.seg`, Buffer.alloc(smallLimits.segmentBytes));
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [2]);
    expect(framesFrom(spool, 1).map(({ type }) => type)).toEqual(['batch', 'batch']);
  });

  test('files that are no segments at all are moved aside, and a new epoch begins', async () => {
    const fileSystem = new ModelFileSystem();
    fileSystem.setContent(`${spoolPath}/0000000000000001.seg`, Buffer.from('nonsense'));
    fileSystem.setContent(`${spoolPath}/drafts`, Buffer.from('nonsense'));
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1]);
    expect(framesFrom(spool, 1).flatMap(marksOf)).toEqual([1]);
    expect(fileSystem.list(`${spoolPath}/aside`)).toEqual(['1-0000000000000001.seg']);
  });
});

describe('a disk that refuses', () => {
  test('full: goes on in the reserve', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1]);
    fileSystem.capacityBytes = 0;
    await sealMarks(spool, [2, 3]);
    expect(spool.status()).toMatchObject({ waiting: 0, lastSeq: 3 });
    fileSystem.crash();
    expect(framesFrom(await openSpool(fileSystem), 1).flatMap(marksOf)).toEqual([1, 2, 3]);
  });

  test('full and the reserve used up: batches wait in memory, bounded, and go to the disk when it has room', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [0]);
    fileSystem.capacityBytes = 0;
    const marks = Array.from({ length: 400 }, (_, index) => index + 1);
    await sealMarks(spool, marks);
    const full = spool.status();
    expect(full.waiting).toBeGreaterThan(0);
    expect(spool.read(spool.sealedSeq + 1)).toBeUndefined();
    fileSystem.capacityBytes = Infinity;
    await sealMarks(spool, [401]);
    expect(spool.status().waiting).toBe(0);
    const frames = framesFrom(spool, 1);
    const gaps = frames.filter((frame) => frame.type === 'gap');
    const lost = gaps.reduce((sum, gap) => sum + gap.lastSeq - gap.firstSeq + 1, 0);
    expect(gaps.every((gap) => gap.reason === 'spool_full')).toBe(true);
    expect(lost).toBeGreaterThan(0);
    expect(frames.flatMap(marksOf).length + lost).toBe(402);
    for (const [index, frame] of frames.entries()) {
      if (index > 0)
        expect([index, frame.prevHash]).toEqual([index, batchHash(spool.epoch, frames[index - 1]!)]);
    }
  });

  test('acknowledged segments give way to new batches', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem, { limits: { segmentBytes: 600 } });
    await sealMarks(
      spool,
      Array.from({ length: 20 }, (_, mark) => mark),
    );
    spool.acknowledge(20);
    const before = spool.firstRetainedSeq;
    fileSystem.capacityBytes = 0;
    await sealMarks(
      spool,
      Array.from({ length: 20 }, (_, mark) => 100 + mark),
    );
    expect(before).toBe(1);
    expect(spool.firstRetainedSeq).toBeGreaterThan(1);
  });

  test('EIO on sync: what was not synced is written to a new segment, which the next run reads', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1]);
    fileSystem.fault = { operation: 'sync', code: 'EIO', times: 1 };
    await sealMarks(spool, [2, 3]);
    expect(segmentNames(fileSystem)).toHaveLength(2);
    expect(framesFrom(spool, 1).flatMap(marksOf)).toEqual([1, 2, 3]);
    fileSystem.crash(() => 1);
    expect(framesFrom(await openSpool(fileSystem), 1).flatMap(marksOf)).toEqual([1, 2, 3]);
  });

  test('after EIO on sync that file is never written or synced again, by this run or the next', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1]);
    const given = lastSegment(fileSystem);
    fileSystem.fault = { operation: 'sync', code: 'EIO', times: 1 };
    await sealMarks(spool, [2]);
    fileSystem.touched.clear();
    await sealMarks(spool, [3, 4]);
    await spool.close({ stopped: true });
    await sealMarks(await openSpool(fileSystem), [5]);
    expect(fileSystem.touched).not.toContain(given);
    expect(fileSystem.touched).toContain(lastSegment(fileSystem));
  });

  test('EIO for a while: batches wait, then are written', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    fileSystem.fault = { operation: 'sync', code: 'EIO', times: 5 };
    await sealMarks(spool, [1, 2]);
    expect(spool.sealedSeq).toBe(0);
    await sealMarks(spool, [3]);
    expect(framesFrom(spool, 1).flatMap(marksOf)).toEqual([1, 2, 3]);
  });
});

describe('retention', () => {
  const many = Array.from({ length: 400 }, (_, mark) => mark);

  test('beyond the size limit the oldest go and are one gap, also for the next run', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem, { limits: { spoolBytes: 20_000 } });
    await sealMarks(spool, many);
    const size = segmentNames(fileSystem).reduce(
      (sum, name) => sum + fileSystem.contentOf(`${spoolPath}/${name}`).length,
      0,
    );
    expect(size).toBeLessThanOrEqual(20_000 + smallLimits.segmentBytes);
    for (const isNextRun of [false, true]) {
      const each = isNextRun ? await openSpool(fileSystem, { limits: { spoolBytes: 20_000 } }) : spool;
      const [gap, ...rest] = framesFrom(each, 1);
      expect(gap).toMatchObject({ type: 'gap', firstSeq: 1, reason: 'spool_full' });
      expect(rest.every((frame) => frame.type === 'batch')).toBe(true);
      expect(frameAt(each, 5)).toMatchObject({ type: 'gap', firstSeq: 5, reason: 'spool_full' });
    }
  });

  test('acknowledged segments stay for the grace time, then go', async () => {
    const clock = new ManualClock();
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem, { clock });
    await sealMarks(spool, many.slice(0, 60));
    spool.acknowledge(59);
    clock.advance(smallLimits.graceMs - 1);
    spool.acknowledge(60);
    expect(spool.firstRetainedSeq).toBe(1);
    clock.advance(1);
    await sealMarks(spool, [1000]);
    spool.acknowledge(61);
    expect(spool.firstRetainedSeq).toBeGreaterThan(1);
  });

  test('rewind gives the same bytes again; what is retired is a gap', async () => {
    const spool = await openSpool(new ModelFileSystem(), { limits: { graceBytes: 5000 } });
    await sealMarks(spool, many.slice(0, 200));
    const bytes = Buffer.from(spool.read(190)!.bytes);
    spool.acknowledge(200);
    spool.rewind(189);
    expect(spool.status().batches).toBe(11);
    expect(Buffer.from(spool.read(190)!.bytes)).toEqual(bytes);
    spool.rewind(0);
    const [gap, next] = framesFrom(spool, 1);
    expect(gap).toMatchObject({
      type: 'gap',
      firstSeq: 1,
      lastSeq: spool.firstRetainedSeq - 1,
      reason: 'database_lost',
    });
    expect(next).toMatchObject({ type: 'batch', seq: spool.firstRetainedSeq });
  });
});

describe('a new epoch', () => {
  test('carries what follows a number, renumbered and chained, and survives a crash', async () => {
    const fileSystem = new ModelFileSystem();
    const spool = await openSpool(fileSystem);
    await sealMarks(spool, [1, 2, 3]);
    spool.appendDraft(sampleOf(4));
    const before = spool.epoch;
    await spool.beginEpochFrom(2);
    await spool.seal();
    expect(spool.epoch).not.toBe(before);
    const frames = framesFrom(spool, 1);
    expect(frames.flatMap(marksOf)).toEqual([2, 3, 4]);
    expect(frames[0]!.prevHash).toBe(zeroHash);
    expect(frames[1]!.prevHash).toBe(batchHash(spool.epoch, frames[0]!));
    fileSystem.crash();
    const reopened = await openSpool(fileSystem);
    expect(reopened.epoch).toBe(spool.epoch);
    expect(framesFrom(reopened, 1).flatMap(marksOf)).toEqual([2, 3, 4]);
  });
});
