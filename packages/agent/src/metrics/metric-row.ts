/**
 * What other programs of this host tell, as rows of the group `metric`. They are guests: everything they may make grow
 * has its limit here, and what is beyond is left out, counted (left-out.ts) and reported.
 */
export const metricLimits = {
  /** Series of a host; the agent's own about them come on top. */
  maxSeries: 1_000,
  /** A series that nobody told of for so long makes room for another. */
  forgetMs: 600_000,
  maxNameLength: 200,
  maxLabels: 16,
  maxLabelNameLength: 64,
  maxLabelValueLength: 256,
} as const;

export type MetricKind = 'counter' | 'gauge';

/** One series at one look. */
export interface MetricRow {
  /** NAME{LABEL="VALUE",...}, or NAME. */
  readonly series: string;
  readonly kind: MetricKind;
  /** Who told it: `statsd`, a file name, or `hostwire`. */
  readonly source: string;
  /** Of a counter: how much it grew since the look before; NaN when that is not known. */
  readonly increment: number;
  /** Of a gauge; NaN for counters. */
  readonly value: number;
}

export function counterRow(series: string, source: string, increment: number): MetricRow {
  return { series, kind: 'counter', source, increment, value: NaN };
}

export function gaugeRow(series: string, source: string, value: number): MetricRow {
  return { series, kind: 'gauge', source, increment: NaN, value };
}
