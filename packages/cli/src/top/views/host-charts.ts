import type { Chart, ChartId, ChartsResponse, HostDetail } from '@hostwire/api';
import { levelOf } from '@hostwire/api/client';
import { blockChart, condense } from '../screen/block-chart.ts';
import { span, type Line, type Style } from '../screen/line.ts';
import { shortBytes, shortPct } from '../screen/short-number.ts';
import { cut, widthOf } from '../screen/text.ts';

type Values = (number | null)[];

/** A chart of the terminal: one curve, and what it is at its end in words. */
interface SmallChart {
  readonly title: string;
  readonly values: Values;
  /** What fills its height; undefined: the largest value. */
  readonly max: number | undefined;
  readonly now: string;
  readonly style: Style;
}

function sumOf(chart: Chart | undefined, isWanted: (name: string, device: string) => boolean): Values {
  const series = (chart?.series ?? []).filter(({ name, device }) => isWanted(name, device));
  return (chart?.tsMs ?? []).map((_, i) => {
    const known = series.map(({ values }) => values[i] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}

/** The newest value: the last step may not have a sample yet. */
function lastOf(values: Values): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

const levelStyles = { normal: 'accent', high: 'warning', full: 'critical' } as const;

function pctChart(title: string, values: Values, detail: string): SmallChart {
  const last = lastOf(values);
  const now = `${shortPct(last)} %${detail === '' ? '' : `  ${detail}`}`;
  return { title, values, max: 100, now, style: levelStyles[levelOf(last)] };
}

function flowChart(
  chart: Chart | undefined,
  {
    title,
    names,
    isDevice,
  }: { title: string; names: readonly [string, string]; isDevice: (device: string) => boolean },
): SmallChart {
  const of = (name: string) => sumOf(chart, (each, device) => each === name && isDevice(device));
  const [first, second] = [of(names[0]), of(names[1])];
  const values = first.map((value, i) => {
    const other = second[i] ?? null;
    return value === null && other === null ? null : (value ?? 0) + (other ?? 0);
  });
  const now = `${names[0]} ${shortBytes(lastOf(first))}/s  ${names[1]} ${shortBytes(lastOf(second))}/s`;
  return { title, values, max: undefined, now, style: 'accent' };
}

/** What a host page draws, as numbers. */
export function smallCharts(
  charts: ChartsResponse | undefined,
  detail: HostDetail | undefined,
): SmallChart[] {
  const chart = (id: ChartId) => charts?.charts.find((each) => each.chart === id);
  const cpu = chart('cpu');
  const parts = (cpu?.series ?? [])
    .map(({ name, values }) => ({ name, value: lastOf(values) ?? 0 }))
    .filter(({ value }) => value >= 0.5)
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 3)
    .map(({ name, value }) => `${name} ${Math.round(value)}`);
  const used = sumOf(chart('memory'), (name) => name === 'used');
  const totalBytes = detail?.memoryBytes ?? 0;
  const usedPct = used.map((bytes) =>
    bytes === null || totalBytes === 0 ? null : (100 * bytes) / totalBytes,
  );
  return [
    pctChart(
      'CPU',
      sumOf(cpu, () => true),
      parts.join(' '),
    ),
    pctChart(
      'Memory',
      usedPct,
      totalBytes === 0 ? '' : `${shortBytes(lastOf(used))} of ${shortBytes(totalBytes)}`,
    ),
    flowChart(chart('network_throughput'), {
      title: 'Network',
      names: ['receive', 'transmit'],
      isDevice: (device) => device !== 'lo',
    }),
    flowChart(chart('disk_throughput'), { title: 'Disk', names: ['read', 'write'], isDevice: () => true }),
  ];
}

/** A chart as lines: its title and numbers, then `height` rows. */
export function chartLines(
  { title, values, max, now, style }: SmallChart,
  { width, height }: { width: number; height: number },
): Line[] {
  const points = condense(values, width);
  const largest = Math.max(0, ...points.map((value) => value ?? 0));
  const rows = blockChart(points, { max: max ?? largest, width, height });
  const words = cut(now, width - widthOf(title) - 2);
  return [[span(title, 'bold'), span(`  ${words}`)], ...rows.map((row): Line => [span(row, style)])];
}
