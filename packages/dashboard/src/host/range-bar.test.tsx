import { beforeEach, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { startKeys } from '../shell/keys.ts';
import { collectorAnswers } from '../testing/answers.ts';
import type { TimeRange } from '../time/time-range.ts';
import { ChartFeed } from './chart-feed.ts';
import { parseComparison } from './compare.ts';
import type { HostAddress } from './host-address.ts';
import { RangeBar } from './range-bar.tsx';

startKeys();
collectorAnswers({ 'GET /api/v1/hosts': { hosts: [{ host: 'web1' }, { host: 'web2' }, { host: 'db1' }] } });

const live: TimeRange = { kind: 'live', spanMs: 300_000 };
let ranges: TimeRange[];
let comparisons: (string | undefined)[];
let asked: number;
beforeEach(() => {
  [ranges, comparisons, asked] = [[], [], 0];
});

function show(given: Partial<HostAddress> = {}): ChartFeed {
  const charts = new ChartFeed({ fetchCharts: () => new Promise(() => undefined), nowMs: () => 1_000_000 });
  charts.window.value = { fromMs: 600_000, toMs: 700_000 };
  const address: HostAddress = {
    range: live,
    lastLive: live,
    comparison: undefined,
    setRange: (range) => ranges.push(range),
    setComparison: (id) => comparisons.push(id),
    ...given,
  };
  render(<RangeBar host="web1" address={address} charts={charts} marks={[]} onAsk={() => asked++} />);
  return charts;
}

const press = (key: string) => fireEvent.keyDown(document.body, { key });

test('keys move the window that is shown, choose a preset, go back to live and ask', () => {
  show({ lastLive: { kind: 'live', spanMs: 900_000 } });
  for (const key of ['[', '+', '3', 'l', 'w']) press(key);
  expect(ranges).toEqual([
    { kind: 'fixed', fromMs: 550_000, toMs: 650_000 },
    { kind: 'fixed', fromMs: 625_000, toMs: 675_000 },
    { kind: 'live', spanMs: 3_600_000 },
    { kind: 'live', spanMs: 900_000 },
  ]);
  expect(asked).toBe(1);
});

test('c compares with a day earlier, and no longer', () => {
  show();
  press('c');
  show({ comparison: parseComparison('1d', 'web1') });
  press('c');
  expect(comparisons).toEqual(['1d', undefined]);
});

test('another host to compare with is found by a part of its name; the host itself is not offered', async () => {
  show();
  fireEvent.click(screen.getByText('Compare'));
  await screen.findByText('web2');
  expect(screen.queryByText('web1')).toBeNull();
  const name = screen.getByLabelText('Name of a host');
  fireEvent.input(name, { target: { value: 'WEB' } });
  expect(screen.queryByText('db1')).toBeNull();
  fireEvent.keyDown(name, { key: 'Enter' });
  expect(comparisons).toEqual(['host:web2']);
});

test('keys that are typed into a field do not move the window', async () => {
  show();
  await act(async () => void fireEvent.click(screen.getByText('Compare')));
  fireEvent.keyDown(screen.getByLabelText('Name of a host'), { key: '[' });
  expect(ranges).toEqual([]);
});
