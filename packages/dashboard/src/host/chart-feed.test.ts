import { ApiError } from '@hostwire/api/client';
import { describe, expect, test } from '@jest/globals';
import type { ChartsResponse } from '../api/types.ts';
import { ChartFeed, maxPoints } from './chart-feed.ts';
import type { ChartFeedOptions, ChartRequest } from './chart-feed.ts';

const live = { kind: 'live', spanMs: 300_000 } as const;

/** The answer a collector would give: one sample in each second, its value the second. */
function answer({ window, points }: Pick<ChartRequest, 'window' | 'points'>, stepMs = 1000): ChartsResponse {
  const first = Math.floor(window.fromMs / stepMs) * stepMs;
  const tsMs: number[] = [];
  for (let ts = first; ts < window.toMs && tsMs.length < points; ts += stepMs) tsMs.push(ts);
  const series = [{ name: 'user', device: '', values: tsMs.map((ts) => ts / 1000) }];
  const chart = {
    chart: 'cpu',
    title: 'CPU',
    unit: 'pct',
    stacked: true,
    ranked: false,
    sql: '',
    tsMs,
    series,
  } as const;
  return { ...window, stepMs, charts: [{ ...chart, series, tsMs }], gaps: [] };
}

function feedWithRequests(more: Pick<ChartFeedOptions, 'opening'> = {}) {
  const requests: (ChartRequest & { give: (set: ChartsResponse) => void; fail: (error: Error) => void })[] =
    [];
  const clock = { now: 10_000_000 };
  const feed = new ChartFeed({
    fetchCharts: (request) =>
      new Promise((give, fail) => {
        requests.push({ ...request, give, fail });
      }),
    nowMs: () => clock.now,
    ...more,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { feed, requests, clock, settle };
}

describe('ChartFeed', () => {
  test('asks for all, then only for what is new', async () => {
    const { feed, requests, clock, settle } = feedWithRequests();
    feed.show(live);
    expect(feed.loading.value).toBe(true);
    expect(requests[0]).toMatchObject({ window: { fromMs: 9_700_000, toMs: 10_000_000 }, points: maxPoints });
    requests[0]!.give(answer(requests[0]!));
    await settle();
    clock.now += 1000;
    feed.refresh();
    expect(feed.loading.value).toBe(false);
    expect(requests[1]).toMatchObject({ window: { fromMs: 9_989_000, toMs: 10_001_000 }, points: 12 });
    requests[1]!.give(answer(requests[1]!));
    await settle();
    expect(feed.set.value?.charts[0]?.tsMs.at(-1)).toBe(10_000_000);
    expect(feed.window.value).toEqual({ fromMs: 9_701_000, toMs: 10_001_000 });
  });

  test('a page that is opened gets the charts at its top first, and all of them also after a failure', async () => {
    const { feed, requests, clock, settle } = feedWithRequests({
      opening: { first: ['cpu'], others: ['memory', 'swap'] },
    });
    feed.show(live);
    expect(requests.map(({ charts }) => charts)).toEqual([['cpu']]);
    requests[0]!.give(answer(requests[0]!));
    await settle();
    expect(feed.set.value?.charts.map(({ chart }) => chart)).toEqual(['cpu']);
    expect(requests[1]).toMatchObject({ charts: ['memory', 'swap'], window: { toMs: 10_000_000 } });
    requests[1]!.fail(new ApiError('LIVE_FULL', 'busy', { status: 503 }));
    await settle();
    expect(feed.error.value?.message).toBe('busy');
    clock.now += 10_000;
    feed.refresh();
    expect(requests[2]?.charts).toBeUndefined();
  });

  test('commits during a request lead to one more, and not before a new bucket can be there', async () => {
    const { feed, requests, clock, settle } = feedWithRequests();
    feed.show(live);
    for (let i = 0; i < 5; i += 1) feed.refresh();
    clock.now += 1000;
    requests[0]!.give(answer(requests[0]!));
    await settle();
    expect(requests).toHaveLength(2);
    requests[1]!.give(answer(requests[1]!));
    await settle();
    feed.refresh();
    expect(requests).toHaveLength(2);
  });

  test('another range abandons the request under way', async () => {
    const { feed, requests, settle } = feedWithRequests();
    feed.show(live);
    feed.show({ kind: 'fixed', fromMs: 1_000, toMs: 61_000 });
    expect(requests[0]!.signal.aborted).toBe(true);
    requests[0]!.give(answer(requests[0]!));
    await settle();
    expect(feed.set.value).toBeUndefined();
    requests[1]!.give(answer(requests[1]!));
    await settle();
    expect(feed.set.value?.fromMs).toBe(1_000);
    feed.refresh();
    expect(requests).toHaveLength(2);
  });

  test('a tail in another step leads to the whole window', async () => {
    const { feed, requests, clock, settle } = feedWithRequests();
    feed.show(live);
    requests[0]!.give(answer(requests[0]!));
    await settle();
    clock.now += 1000;
    feed.refresh();
    requests[1]!.give(answer(requests[1]!, 2000));
    await settle();
    expect(requests[2]).toMatchObject({ window: { fromMs: 9_701_000, toMs: 10_001_000 }, points: maxPoints });
    requests[2]!.give(answer(requests[2]!, 2000));
    await settle();
    expect(feed.set.value?.stepMs).toBe(2000);
  });

  test('a ranked chart is asked for whole, and not with every commit', async () => {
    const { feed, requests, clock, settle } = feedWithRequests();
    const withLeaders = (request: Pick<ChartRequest, 'window' | 'points'>): ChartsResponse => {
      const set = answer(request);
      return { ...set, charts: [...set.charts, { ...set.charts[0]!, chart: 'process_cpu', ranked: true }] };
    };
    feed.show(live);
    requests[0]!.give(withLeaders(requests[0]!));
    await settle();
    clock.now += 1000;
    feed.refresh();
    expect(requests[1]).toMatchObject({ charts: ['cpu'], points: 12 });
    requests[1]!.give(answer(requests[1]!));
    await settle();
    expect(requests).toHaveLength(2);
    expect(feed.set.value?.charts.map(({ chart }) => chart)).toEqual(['cpu', 'process_cpu']);
    clock.now += 15_000;
    feed.refresh();
    requests[2]!.give(answer(requests[2]!));
    await settle();
    const window = { fromMs: 9_716_000, toMs: 10_016_000 };
    expect(requests[3]).toMatchObject({ charts: ['process_cpu'], window, points: maxPoints });
    const leaders = withLeaders(requests[3]!).charts.slice(1);
    requests[3]!.give({ ...withLeaders(requests[3]!), charts: leaders });
    await settle();
    expect(feed.set.value?.charts[1]).toEqual(leaders[0]);
  });

  test('a failure keeps what is shown and says so; the next answer clears it', async () => {
    const { feed, requests, clock, settle } = feedWithRequests();
    feed.show(live);
    requests[0]!.give(answer(requests[0]!));
    await settle();
    const held = feed.set.value;
    clock.now += 1000;
    feed.refresh();
    requests[1]!.fail(new ApiError('UNREACHABLE', 'down', {}));
    await settle();
    expect(feed.error.value?.code).toBe('UNREACHABLE');
    expect(feed.set.value).toBe(held);
    clock.now += 1000;
    feed.refresh();
    expect(requests).toHaveLength(2);
    clock.now += 20_000;
    feed.tick();
    requests[2]!.give(answer(requests[2]!));
    await settle();
    expect(feed.error.value).toBeUndefined();
    expect(feed.set.value?.charts[0]?.tsMs.at(-1)).toBe(10_021_000);
  });
});
