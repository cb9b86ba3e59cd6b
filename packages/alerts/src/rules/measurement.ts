/**
 * What rules of the kinds threshold, rate and metric look at, as SQL. Rules over the same view share one query, also with
 * windows and conditions of their own: its cost depends on the view, not on the number of rules.
 */
import { stringLiteral } from '@hostwire/storage';
import type { Rule, RuleOf } from './rule.ts';

export interface Measurement {
  readonly view: string;
  /** SQL for the device; `''`: the host as a whole. */
  readonly device: string;
  /** SQL: which rows count. */
  readonly where: string;
  readonly windowMs: number;
  /** SQL: an aggregate over the rows of the window. */
  readonly value: string;
  /** The same over those that meet a condition; absent: the rule gives an aggregate that cannot have one. */
  readonly valueIf?: (condition: string) => string;
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

/** A row of the query of measurements: a figure for each. */
export interface MeasuredSqlRow {
  readonly rule_host: string;
  readonly rule_device: string;
  /** Of the newest row that counts; 0: none does. */
  readonly rule_at_ms: readonly number[];
  readonly rule_values: readonly (number | null)[];
}

/** undefined: the rule is not of a kind that is measured this way. */
export function measurementOf(rule: Rule): Measurement | undefined {
  if (rule.kind === 'threshold') return thresholdOf(rule);
  if (rule.kind === 'rate') return rateOf(rule);
  return rule.kind === 'metric' ? metricOf(rule) : undefined;
}

/** Two measurements with the same key are columns of one query. */
export function sourceKey({ view, device, where, windowMs, valueIf }: Measurement): string {
  return JSON.stringify(valueIf === undefined ? [view, device, where, windowMs] : [view, device]);
}

const leastStepMs = 10_000;
const stepsPerWindow = 12;

/** Windows begin at whole steps, so that they can be kept step by step where samples pass. */
export function stepMsOf(windowMs: number): number {
  return Math.ceil(windowMs / stepsPerWindow / leastStepMs) * leastStepMs;
}

/** Samples of a host may come so late as `lagMs`: a window ends with the newest, and is at least as long as it says. */
export function windowBeginMs({
  windowMs,
  lagMs,
  toMs,
}: {
  readonly windowMs: number;
  readonly lagMs: number;
  readonly toMs: number;
}): number {
  const stepMs = stepMsOf(windowMs);
  return Math.floor((toMs - lagMs - windowMs) / stepMs) * stepMs;
}

/** The windows of some measurements of one view end at `toMs - lagMs`, or at the newest row after it. `filter`: SQL. */
export interface MeasuredWindows {
  readonly toMs: number;
  readonly lagMs: number;
  readonly filter: string;
}

/** One query for measurements with the same `sourceKey`. */
export function measurementsSql(
  measurements: readonly Measurement[],
  { toMs, lagMs, filter }: MeasuredWindows,
): string {
  const since = ({ windowMs }: Measurement) => `ts >= ${instant(windowBeginMs({ windowMs, lagMs, toMs }))}`;
  const longest = measurements.reduce((a, b) => (b.windowMs > a.windowMs ? b : a));
  const isAlike = measurements.every(
    ({ where, windowMs }) => where === longest.where && windowMs === longest.windowMs,
  );
  const columns = measurements.map((each) =>
    isAlike ? columnsOf(each) : columnsOf(each, `${since(each)} AND (${each.where})`),
  );
  const where = `${since(longest)} AND ts <= ${instant(toMs + 1_000)} AND ${filter}`;
  return selectSql(longest, {
    columns,
    where: isAlike ? `${where} AND (${longest.where})` : where,
  });
}

/** One measurement at many instants. Parameters: from_ms, to_ms. */
export function measurementStepsSql(
  measurement: Measurement,
  { stepMs, overlap }: Required<Pick<RuleRange, 'stepMs' | 'overlap'>>,
): string {
  const where = `ts > fromUnixTimestamp64Milli({from_ms:Int64}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64}) AND (${measurement.where})`;
  const step = `intDiv(toUnixTimestamp64Milli(ts) - 1, ${stepMs}) + arrayJoin(range(${overlap})) AS rule_step`;
  return selectSql(measurement, { columns: [columnsOf(measurement)], where, step });
}

interface MeasuredColumns {
  readonly at: string;
  readonly value: string;
}

function columnsOf({ value, valueIf }: Measurement, condition?: string): MeasuredColumns {
  const newest = condition === undefined ? 'max(ts)' : `maxIf(ts, ${condition})`;
  const figure = condition === undefined ? value : (valueIf?.(condition) ?? value);
  return { at: `toUnixTimestamp64Milli(${newest})`, value: `toNullable(toFloat64(${figure}))` };
}

function selectSql(
  { view, device }: Measurement,
  { columns, where, step }: { columns: readonly MeasuredColumns[]; where: string; step?: string },
): string {
  return `SELECT${step === undefined ? '' : `\n  ${step},`}
  toString(host) AS rule_host,
  toString(${device}) AS rule_device,
  [${columns.map(({ at }) => at).join(', ')}] AS rule_at_ms,
  [${columns.map(({ value }) => value).join(', ')}] AS rule_values
FROM ${view}
WHERE ${where}
GROUP BY host, ${device}${step === undefined ? '' : ', rule_step'}`;
}

function instant(ms: number): string {
  return `fromUnixTimestamp64Milli(toInt64(${ms}))`;
}

function thresholdOf({ view, device, where, value, aggregate, window }: RuleOf<'threshold'>): Measurement {
  return {
    view,
    device: device ?? `''`,
    where: where ?? '1',
    windowMs: window,
    ...aggregateOf(aggregate, value),
  };
}

function rateOf({ view, device, where, value, window }: RuleOf<'rate'>): Measurement {
  const perSecond = (change: string, seconds: (name: 'min' | 'max') => string) =>
    `(${change}) / nullIf(dateDiff('millisecond', ${seconds('min')}, ${seconds('max')}) / 1000, 0)`;
  return {
    view,
    device: device ?? `''`,
    where: where ?? '1',
    windowMs: window,
    value: perSecond(changeOf(value), (name) => `${name}(ts)`),
    valueIf: (condition) => perSecond(changeOf(value, condition), (name) => `${name}If(ts, ${condition})`),
  };
}

function metricOf({ name, aggregate, per, window }: RuleOf<'metric'>): Measurement {
  return {
    view: 'metric',
    device: 'series',
    where: `name = ${stringLiteral(name)}`,
    windowMs: window,
    ...aggregateOf(aggregate, per === 'second' ? 'per_s' : 'value'),
  };
}

function aggregateOf(
  aggregate: RuleOf<'threshold'>['aggregate'],
  value: string,
): Pick<Measurement, 'value' | 'valueIf'> {
  if (aggregate === 'expression') return { value };
  const figure = (condition?: string) => {
    if (aggregate === 'last') return call('argMax', `(${value}), ts`, condition);
    if (aggregate === 'change') return changeOf(value, condition);
    return call(aggregate, `(${value})`, condition);
  };
  return { value: figure(), valueIf: figure };
}

function changeOf(value: string, condition?: string): string {
  return ['argMax', 'argMin'].map((name) => call(name, `(${value}), ts`, condition)).join(' - ');
}

function call(name: string, args: string, condition?: string): string {
  return condition === undefined ? `${name}(${args})` : `${name}If(${args}, ${condition})`;
}
