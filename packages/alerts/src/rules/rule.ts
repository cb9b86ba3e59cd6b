/**
 * An alert rule as data: what it looks at (its kind and that kind's parameters), when it fires, and whom it concerns.
 * The same shape is stored in the database, written as YAML and sent through the API.
 */
import { durationMs } from '@hostwire/runtime/config';
import { z } from 'zod';
import { missingReason } from './missing-data.ts';

export const severities = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const ruleLimits = { rules: 1_000, overrides: 100, textLength: 500, sqlLength: 20_000 } as const;

/** A duration with its unit (`5m`), or a number of ms. */
export const duration = () => z.union([z.number().int().min(0), durationMs()]);

const idPattern = /^[a-z][a-z0-9_]{0,62}$/;

/** Which hosts, and which of their devices, something holds for. `*` matches any text. */
export const scope = z.strictObject({
  host: z.string().min(1).optional(),
  /** `key=value`. */
  label: z
    .string()
    .regex(/^[^=]+=.+$/, 'expected a label as key=value')
    .optional(),
  device: z.string().optional(),
});
export type Scope = z.infer<typeof scope>;

/** Thresholds: `above` or `below`, and where it counts as gone (`clear`; default: at the threshold itself). */
const bounds = {
  above: z.number().optional(),
  below: z.number().optional(),
  clear: z.number().optional(),
};

const override = scope.extend({ ...bounds, enabled: z.boolean().optional(), for: duration().optional() });

const common = {
  id: z.string().regex(idPattern, 'expected lower-case letters, digits and _, beginning with a letter'),
  severity: z.enum(severities).default('warning'),
  enabled: z.boolean().default(true),
  /** How long the condition must hold, by the time of the samples, before the alert fires. */
  for: duration().default(0),
  /** How long it must be gone before the alert is resolved. */
  resolveAfter: duration().default(0),
  /** `{host}`, `{device}`, `{value}` and `{threshold}` are filled in. */
  summary: z.string().min(1).max(ruleLimits.textLength),
  unit: z.string().max(20).default(''),
  /** Why the rule is as it is, and what to do when it fires. */
  why: z.string().max(2_000).default(''),
  overrides: z.array(override).max(ruleLimits.overrides).default([]),
  /** Only these hosts; default: all. */
  scope: scope.optional(),
  /** Reasons for which the rule fires too when the data that it judges are missing; default: none, since `silent` tells it. */
  missing: z.array(missingReason).default([]),
};

const column = z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected the name of a column');
const expression = z.string().min(1).max(ruleLimits.sqlLength);

/** `expression`: the value is an aggregate by itself. */
const aggregates = ['last', 'avg', 'min', 'max', 'sum', 'change', 'expression'] as const;

/** What most kinds look at: an expression over the columns of a view, per host and device. */
const measured = {
  view: column,
  /** SQL over the columns of the view: `used_pct`, or `100 * available_bytes / total_bytes`. */
  value: expression,
  /** A column, or SQL over columns. */
  device: expression.optional(),
  where: expression.optional(),
};

const kinds = [
  /** The value of the last `window` is above or below a threshold. `change`: the last value less the first. */
  z.strictObject({
    ...common,
    ...bounds,
    ...measured,
    kind: z.literal('threshold'),
    aggregate: z.enum(aggregates).default('last'),
    window: duration().default(60_000),
  }),
  /** How fast a value grows, per second, over the last `window`. */
  z.strictObject({
    ...common,
    ...bounds,
    ...measured,
    kind: z.literal('rate'),
    window: duration().default(300_000),
  }),
  /** Nothing comes of a host for longer than its own schedule allows (protocol/liveness), and `for` beyond that. */
  z.strictObject({
    ...common,
    kind: z.literal('silent'),
    /** By reason: for how much longer the host may be missing; `never`: the alert stays pending. */
    grace: z.partialRecord(missingReason, z.union([duration(), z.literal('never')])).default({}),
  }),
  /** A value that grows reaches `limit` within `within`, by a robust fit over `window`; silent when the fit is poor. */
  z.strictObject({
    ...common,
    ...measured,
    kind: z.literal('forecast'),
    limit: expression,
    within: duration().default(86_400_000),
    window: duration().default(21_600_000),
  }),
  /** The value of the last `window` lies `above` robust standard deviations off the same hours of earlier weeks. */
  z.strictObject({
    ...common,
    ...bounds,
    ...measured,
    kind: z.literal('baseline'),
    window: duration().default(900_000),
    weeks: z.number().int().min(1).max(8).default(4),
    /** Below this the value is never unusual. */
    least: z.number().default(0),
  }),
  /** A host's value lies `above` robust standard deviations off that of its peers: hosts with the same label. */
  z.strictObject({
    ...common,
    ...bounds,
    ...measured,
    kind: z.literal('peers'),
    label: z.string().min(1),
    window: duration().default(900_000),
    least: z.number().default(0),
  }),
  /** A metric of one's own (view `metric`): its value, or how fast a counter grows. */
  z.strictObject({
    ...common,
    ...bounds,
    kind: z.literal('metric'),
    name: z.string().min(1).max(512),
    aggregate: z.enum(aggregates).default('last'),
    per: z.enum(['value', 'second']).default('value'),
    window: duration().default(60_000),
  }),
  /**
   * Any SELECT that returns `host`, `device` and `value`; `{now}` is the instant of evaluation, `{from}` the begin of the
   * window before it.
   */
  z.strictObject({
    ...common,
    ...bounds,
    kind: z.literal('sql'),
    sql: expression,
    window: duration().default(60_000),
    every: duration().default(60_000),
  }),
  /** Something that the collector itself knows: ingest stalled, an agent cloned, data lost, the storage budget. */
  z.strictObject({ ...common, kind: z.literal('condition') }),
] as const;

export const ruleSchema = z.discriminatedUnion('kind', kinds).superRefine((rule, context) => {
  if (rule.kind === 'silent' || rule.kind === 'forecast' || rule.kind === 'condition') return;
  const given = [rule.above, rule.below].filter((bound) => bound !== undefined).length;
  if (given !== 1) context.addIssue({ code: 'custom', message: 'expected one of above and below' });
  if (rule.clear === undefined) return;
  const isWrong = rule.above !== undefined ? rule.clear > rule.above : rule.clear < (rule.below ?? -Infinity);
  if (isWrong)
    context.addIssue({
      code: 'custom',
      message: 'clear lies beyond the threshold: it would never be reached',
    });
});
export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<Kind extends Rule['kind']> = Extract<Rule, { kind: Kind }>;
/** A rule as people write it: what is left out has its default. */
export type RuleInput = z.input<typeof ruleSchema>;
