/**
 * What rules of the kinds threshold, rate and metric look at, as SQL. Rules over the same rows of the same view share
 * one query: its cost depends on the view, not on the number of rules.
 */
import { stringLiteral } from '@hostwire/storage';
import type { Rule, RuleOf } from './rule.ts';

export interface Measurement {
  readonly view: string;
  /** SQL for the device; `''`: the host as a whole. */
  readonly device: string;
  readonly where: string;
  readonly windowMs: number;
  /** An aggregate over the rows of the window. */
  readonly value: string;
}

export interface RuleRange {
  /** Exclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Length of a step; absent: the whole range is one. */
  readonly stepMs?: number;
  /** Of how many steps a window consists: windows overlap as those of evaluations do. */
  readonly overlap?: number;
}

/** undefined: the rule is not of a kind that is measured this way. */
export function measurementOf(rule: Rule): Measurement | undefined {
  if (rule.kind === 'threshold') return thresholdOf(rule);
  if (rule.kind === 'rate') return rateOf(rule);
  return rule.kind === 'metric' ? metricOf(rule) : undefined;
}

/** Two measurements with the same key are columns of one query. */
export function sourceKey({ view, device, where, windowMs }: Measurement): string {
  return JSON.stringify([view, device, where, windowMs]);
}

/** One query for measurements with the same `sourceKey`. */
export function measurementSql(
  measurements: readonly Measurement[],
  { stepMs, overlap = 1 }: Pick<RuleRange, 'stepMs' | 'overlap'>,
): string {
  const { view, device, where } = measurements[0]!;
  const stepSql = `intDiv(toUnixTimestamp64Milli(ts) - 1, ${stepMs}) + arrayJoin(range(${overlap})) AS rule_step`;
  return `SELECT${stepMs === undefined ? '' : `\n  ${stepSql},`}
  toString(host) AS rule_host,
  toString(${device}) AS rule_device,
  toUnixTimestamp64Milli(max(ts)) AS rule_at_ms,
  [${measurements.map(({ value }) => `toNullable(toFloat64(${value}))`).join(', ')}] AS rule_values
FROM ${view}
WHERE ts > fromUnixTimestamp64Milli({from_ms:Int64}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64}) AND (${where})
GROUP BY host, ${device}${stepMs === undefined ? '' : ', rule_step'}`;
}

function thresholdOf({ view, device, where, value, aggregate, window }: RuleOf<'threshold'>): Measurement {
  return {
    view,
    device: device ?? `''`,
    where: where ?? '1',
    windowMs: window,
    value: aggregateSql(aggregate, value),
  };
}

function rateOf({ view, device, where, value, window }: RuleOf<'rate'>): Measurement {
  const seconds = `nullIf(dateDiff('millisecond', min(ts), max(ts)) / 1000, 0)`;
  return {
    view,
    device: device ?? `''`,
    where: where ?? '1',
    windowMs: window,
    value: `${aggregateSql('change', value)} / ${seconds}`,
  };
}

function metricOf({ name, aggregate, per, window }: RuleOf<'metric'>): Measurement {
  return {
    view: 'metric',
    device: 'series',
    where: `name = ${stringLiteral(name)}`,
    windowMs: window,
    value: aggregateSql(aggregate, per === 'second' ? 'per_s' : 'value'),
  };
}

function aggregateSql(aggregate: RuleOf<'threshold'>['aggregate'], value: string): string {
  if (aggregate === 'expression') return value;
  if (aggregate === 'last') return `argMax((${value}), ts)`;
  if (aggregate === 'change') return `argMax((${value}), ts) - argMin((${value}), ts)`;
  return `${aggregate}((${value}))`;
}
