import { describe, expect, test } from '@jest/globals';
import { type GroupName } from '@hostwire/protocol';
import type { Finding } from './finding.ts';
import { invariants } from './invariants.ts';
import type { Observation } from './kernel-ledger.ts';
import { TimeRange } from './time-range.ts';

type Values = Partial<Record<GroupName, Readonly<Record<string, number>>>>;

/** An observation with totals and levels of groups without devices. */
function observation(
  atMs: number,
  groups: Values,
  { tookMs = 0, begun = new Map<string, Observation>() } = {},
): Observation {
  const values = Object.entries(groups).flatMap(([group, columns]) =>
    Object.entries(columns).map(([column, value]) => [`${group}\0\0${column}`, value] as const),
  );
  return {
    fromMs: atMs,
    toMs: atMs + tookMs,
    sample: { tsMs: atMs, monoMs: atMs, intervalMs: 1, readings: {} },
    sinceMs: atMs,
    values: new Map(values),
    begun,
  };
}

function check(first: Observation, last: Observation, field: string): Finding[] {
  const range = new TimeRange(first, last);
  return invariants.flatMap((invariant) => invariant(range)).filter((finding) => finding.field === field);
}

const noTime = { nice_ms: 0, iowait_ms: 0, irq_ms: 0, softirq_ms: 0, guest_ms: 0, guest_nice_ms: 0 };

describe('all states of the CPU', () => {
  const start = {
    ...noTime,
    user_ms: 0,
    system_ms: 0,
    idle_ms: 0,
    steal_ms: 0,
    context_switches: 0,
    cores: 2,
  };
  const after30s = (of: Partial<typeof start>, took = {}) =>
    check(
      observation(0, { cpu: start }),
      observation(30_000, { cpu: { ...start, ...of } }, took),
      'all states',
    );

  test('a host that turns from idle to busy all the time is miscounted by its ticks', () => {
    const [found] = after30s({ idle_ms: 30_000, user_ms: 28_000, context_switches: 60_000 });
    expect(found).toMatchObject({ a: 58_000, b: 60_000, ok: true });
  });

  test('one that turned ten times is not, whatever it does', () => {
    expect(after30s({ idle_ms: 30_000, user_ms: 28_000, context_switches: 20 })).toMatchObject([
      { ok: false },
    ]);
  });

  test('nor is one that never idles: it lost ticks', () => {
    const [found] = after30s({ user_ms: 59_000, idle_ms: 100, context_switches: 60_000 });
    expect(found).toMatchObject({ ok: false, note: expect.stringContaining('lost ticks') });
    const [more] = after30s({ user_ms: 60_500, context_switches: 60_000 });
    expect(more).toMatchObject({ ok: false, note: expect.stringContaining('more time than went by') });
  });

  test('what is stolen may count as idle too', () => {
    expect(after30s({ idle_ms: 60_000, steal_ms: 900, context_switches: 60_000 })).toMatchObject([
      { ok: true },
    ]);
  });

  test('an observation that took long says less about when it read', () => {
    const short = { user_ms: 59_500, context_switches: 60_000 };
    expect(after30s(short)).toMatchObject([{ ok: false }]);
    expect(after30s(short, { tookMs: 300 })).toMatchObject([{ ok: true }]);
  });
});

test('full pressure may pass some by what both are cut to', () => {
  const at = (io_some_us: number, io_full_us: number) => ({ pressure: { io_some_us, io_full_us } });
  const full = (us: number) =>
    check(observation(0, at(0, 0)), observation(1_000, at(188, us)), 'io_full_us').filter(({ how }) =>
      how.includes('part'),
    );
  expect(full(189)).toMatchObject([{ ok: true }]);
  expect(full(191)).toMatchObject([{ ok: false }]);
});

test('threads are held against the tasks since the collection began, which may be observations ago', () => {
  const at = (tasks: number, forks: number, more: Values = {}) => ({
    load: { tasks },
    cpu: { forks },
    ...more,
  });
  const [began, between] = [observation(0, at(300, 0)), observation(1_000, at(200, 0))];
  const found = (threads: number) =>
    check(
      between,
      observation(1_001, at(200, 5, { process_state: { threads } }), {
        begun: new Map([['process', began]]),
      }),
      'threads',
    );
  expect(found(290)).toMatchObject([{ ok: true }]);
  expect(found(306)).toMatchObject([{ ok: false }]);
});
