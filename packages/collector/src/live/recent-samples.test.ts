import type { SampleColumns } from '@hostwire/protocol';
import { beforeEach, expect, test } from '@jest/globals';
import { RecentSamples } from './recent-samples.ts';
import type { HostSamples, SampleListener } from './sample-feed.ts';

const startMs = Date.UTC(2026, 4, 1);
let nowMs: number;
let receive: SampleListener;
let commit: SampleListener;
let recent: RecentSamples;
let nextSeq: number;

beforeEach(async () => {
  nowMs = startMs;
  nextSeq = 1;
  recent = new RecentSamples({
    ingest: {
      onReceived: (listener) => {
        receive = listener;
        return () => undefined;
      },
      onCommitted: (listener) => {
        commit = listener;
        return () => undefined;
      },
    },
    clock: { nowMs: () => nowMs, monoMs: () => nowMs },
  });
  await recent.start();
  recent.watch('web1');
});

/** One batch of samples of one second each, the first at `fromMs` after the start. */
function batch(fromMs: number, samples = 1): SampleColumns {
  const tsMs = Float64Array.from({ length: samples }, (_, i) => startMs + fromMs + i * 1_000);
  return { samples, tsMs, monoMs: tsMs, intervalMs: new Float64Array(samples).fill(1_000), groups: [] };
}

function eventOf(one: SampleColumns, seq: number): HostSamples {
  const numbers = { epoch: '1', firstSeq: seq, lastSeq: seq };
  const lastTsMs = one.tsMs.at(-1) ?? 0;
  return { host: 'web1', ...numbers, samples: one.samples, lastTsMs, batches: [one], isRefused: false };
}

function send(one: SampleColumns, different: Partial<HostSamples> = {}): void {
  nowMs = one.tsMs.at(-1) ?? nowMs;
  const seq = nextSeq++;
  receive([{ ...eventOf(one, seq), ...different }]);
}

const from = (ms: number) =>
  recent.since('web1', startMs + ms)?.flatMap(({ tsMs }) => [...tsMs].map((ts) => ts - startMs));

test('what came without a hole is known since its first sample', () => {
  expect(from(0)).toBeUndefined();
  send(batch(0, 2));
  send(batch(2_000));
  send(batch(3_000));
  expect(from(0)).toEqual([0, 1_000, 2_000, 3_000]);
  expect(from(2_500)).toEqual([3_000]);
  expect(from(-1)).toBeUndefined();
});

test.each<[string, () => void]>([
  ['a hole', () => send(batch(5_000))],
  ['a number that is left out', () => send(batch(2_000), { firstSeq: 9, lastSeq: 9 })],
  ['another epoch', () => send(batch(2_000), { epoch: '2' })],
  ['a clock that was set back', () => send(batch(1_000))],
])('%s begins anew', (_name, happens) => {
  send(batch(0, 2));
  happens();
  expect(from(0)).toBeUndefined();
  expect(from(nowMs - startMs)).toHaveLength(1);
});

test.each<[string, Partial<HostSamples>]>([
  ['a gap', { samples: 0, batches: [] }],
  ['history', { samples: 10 }],
])('after %s nothing is known', (_name, different) => {
  send(batch(0, 2));
  send(batch(2_000), different);
  expect(from(2_000)).toBeUndefined();
  send(batch(3_000));
  expect(from(3_000)).toEqual([3_000]);
});

test('a host that is not heard any more, or has another time, is asked for elsewhere', () => {
  send(batch(0, 2));
  nowMs += 6_000;
  expect(from(0)).toBeUndefined();
  receive([eventOf(batch(-90_000), 2)]);
  expect(from(-90_000)).toBeUndefined();
});

test('what is committed was known when it was received', () => {
  const batches = [batch(0, 2), batch(2_000)];
  for (const one of batches) send(one);
  commit(batches.map((one, i) => eventOf(one, i + 1)));
  expect(from(0)).toEqual([0, 1_000, 2_000]);
  send(batch(3_000));
  expect(from(0)).toEqual([0, 1_000, 2_000, 3_000]);
});

test('batches that are sent again, because the database lost them, are not there twice', () => {
  const batches = [batch(0, 2), batch(2_000), batch(3_000)];
  for (const one of batches) send(one);
  nextSeq = 2;
  for (const one of batches.slice(1)) send(one);
  expect(from(0)).toBeUndefined();
  expect(from(2_000)).toEqual([2_000, 3_000]);
});

test('what the database refused is not known any more', () => {
  send(batch(0, 2));
  const refused = { ...eventOf(batch(0, 2), 1), samples: 0, batches: [], isRefused: true };
  commit([{ ...refused, host: 'web2' }]);
  expect(from(0)).toHaveLength(2);
  commit([refused]);
  expect(from(0)).toBeUndefined();
});

test('some minutes are kept, and nothing once no page is open', () => {
  for (let second = 0; second < 400; second++) send(batch(second * 1_000));
  expect(from(0)).toBeUndefined();
  expect(from(100_000)).toHaveLength(300);
  const end = recent.watch('web2');
  end();
  send(batch(400_000), { host: 'web2' });
  expect(recent.since('web2', startMs + 400_000)).toBeUndefined();
});
