import type { HostState, HostSummary } from '@hostwire/api';
import {
  fleetMetrics,
  labelText,
  levelOf,
  stateRank,
  type FleetMetric,
  type OrderKey,
} from '@hostwire/api/client';
import { condense, spark } from './screen/block-chart.ts';
import { span, type Span, type Style } from './screen/line.ts';
import { shortBytes, shortLoad, shortPct } from './screen/short-number.ts';
import { fit } from './screen/text.ts';

/** A column of the fleet: what it is ordered by, and how a row fills it. */
export interface FleetColumn {
  readonly id: string;
  readonly title: string;
  /** In columns of the screen; undefined: what the others leave. */
  readonly width: number | undefined;
  readonly side: 'left' | 'right';
  readonly key: OrderKey;
  readonly descendingFirst: boolean;
  readonly cell: (host: HostSummary, width: number) => Span;
  /** Shown from this width of the screen on. */
  readonly fromColumns: number;
}

/** A state is a shape, too: colours alone say nothing to many. */
const marks: Readonly<Record<HostState, { mark: string; style: Style }>> = {
  live: { mark: '●', style: 'good' },
  late: { mark: '◐', style: 'warning' },
  silent: { mark: '○', style: 'critical' },
  waiting: { mark: '◌', style: 'dim' },
  revoked: { mark: '–', style: 'dim' },
};

export function stateSpan(state: HostState): Span {
  const { mark, style } = marks[state];
  return span(mark, style);
}

const levelStyles = { normal: undefined, high: 'warning', full: 'critical' } as const;

export function pctSpan(pct: number | null, width: number): Span {
  return span(fit(shortPct(pct), width, 'right'), levelStyles[levelOf(pct)]);
}

const shorts = { pct: shortPct, bytes_per_s: shortBytes, load: shortLoad } as const;
const titles: Readonly<Record<string, string>> = {
  cpu: 'CPU%',
  memory: 'MEM%',
  disk: 'DISK%',
  io: 'BUSY%',
  receive: 'IN/s',
  transmit: 'OUT/s',
  load: 'LOAD',
};

function metricColumn(metric: FleetMetric): FleetColumn {
  const { id, unit, value } = metric;
  const isShort = unit === 'bytes_per_s' || unit === 'load' ? shorts[unit] : shortPct;
  return {
    id,
    title: titles[id] ?? metric.title,
    width: 6,
    side: 'right',
    key: value,
    descendingFirst: true,
    cell: (host, width) =>
      unit === 'pct' ? pctSpan(value(host), width) : span(fit(isShort(value(host)), width, 'right')),
    fromColumns: id === 'io' ? 90 : 0,
  };
}

const trendWidth = 15;
const metrics = fleetMetrics.map(metricColumn);

/** In the order of the screen. */
export const fleetColumns: readonly FleetColumn[] = [
  {
    id: 'state',
    title: ' ',
    width: 1,
    side: 'left',
    key: ({ state }) => stateRank[state],
    descendingFirst: false,
    cell: ({ state }) => stateSpan(state),
    fromColumns: 0,
  },
  {
    id: 'host',
    title: 'HOST',
    width: undefined,
    side: 'left',
    key: ({ displayName, host }) => displayName || host,
    descendingFirst: false,
    cell: ({ displayName, host, state }, width) =>
      span(fit(displayName || host, width), state === 'live' ? 'bold' : undefined),
    fromColumns: 0,
  },
  ...metrics.slice(0, 1),
  {
    id: 'trend',
    title: '15 MIN',
    width: trendWidth,
    side: 'left',
    key: ({ cpuSpark }) => condense(cpuSpark, 1)[0] ?? null,
    descendingFirst: true,
    cell: ({ cpuSpark }, width) => span(spark(condense(cpuSpark, width), { max: 100, width }), 'accent'),
    fromColumns: 60,
  },
  ...metrics.slice(1),
  {
    id: 'alerts',
    title: 'AL',
    width: 2,
    side: 'right',
    key: ({ firing }) => firing,
    descendingFirst: true,
    cell: ({ firing }, width) =>
      span(fit(firing === 0 ? '' : String(firing), width, 'right'), firing === 0 ? undefined : 'critical'),
    fromColumns: 0,
  },
  {
    id: 'labels',
    title: 'LABELS',
    width: 32,
    side: 'left',
    key: ({ labels }) => labelText(labels) || null,
    descendingFirst: false,
    cell: ({ labels }, width) => span(fit(labelText(labels), width), 'dim'),
    fromColumns: 130,
  },
];

export const sortIds: readonly string[] = fleetColumns.map(({ id }) => id);

/** The columns that fit, each with its width. */
export function shownColumns(columns: number): { column: FleetColumn; width: number }[] {
  const shown = fleetColumns.filter(({ fromColumns }) => columns >= fromColumns);
  const taken = shown.reduce((sum, { width = 0 }) => sum + width, shown.length - 1);
  return shown.map((column) => ({ column, width: column.width ?? Math.max(8, columns - taken) }));
}
