import { z } from 'zod';

/** What every rule has; the rest depends on its kind (docs/alerts.md). packages/alerts checks it whole. */
const rule = z.looseObject({
  id: z.string(),
  kind: z.string(),
  severity: z.string(),
  enabled: z.boolean(),
  summary: z.string(),
});

const ruleEntry = z.object({
  rule,
  /** default: as it ships; changed: a default that was set otherwise; own: made here. */
  source: z.enum(['default', 'changed', 'own']),
  changedMs: z.number().nullable(),
  actor: z.string(),
  /** Why it cannot be evaluated. */
  error: z.string().nullable(),
  /** What its last query took, for how many rules, and how often it runs; null: it needs none, or has not run yet. */
  cost: z
    .object({ queryMs: z.number(), rules: z.number(), rows: z.number(), everyMs: z.number() })
    .nullable(),
});
export type AlertRuleEntry = z.infer<typeof ruleEntry>;

export const alertRulesResponse = z.object({
  rules: z.array(ruleEntry),
  channels: z.array(z.object({ name: z.string(), type: z.string() })),
});
export type AlertRulesResponse = z.infer<typeof alertRulesResponse>;

export const alertRuleParams = z.object({ id: z.string().min(1).max(63) });

export const alertRulesChange = z.strictObject({
  rules: z.array(z.unknown()).min(1).max(1_000),
  /** Only what it would change. */
  dryRun: z.boolean().default(false),
});
export const alertRulesChangeResponse = z.object({
  problems: z.array(z.object({ rule: z.string(), problem: z.string(), isError: z.boolean() })),
  differences: z.array(
    z.object({
      id: z.string(),
      change: z.enum(['added', 'changed', 'removed', 'same']),
      details: z.array(z.string()),
    }),
  ),
});
export type AlertRulesChangeResponse = z.infer<typeof alertRulesChangeResponse>;

export const previewRequest = z.strictObject({
  rule: z.unknown(),
  fromMs: z.number().int().min(0),
  toMs: z.number().int().min(0),
  host: z.string().optional(),
});
const previewedAlert = z.object({
  host: z.string(),
  device: z.string(),
  sinceMs: z.number(),
  firedMs: z.number(),
  /** null: it still fires at the end of the range. */
  resolvedMs: z.number().nullable(),
  value: z.number(),
  threshold: z.number().nullable(),
  summary: z.string(),
});
export const previewResponse = z.object({
  alerts: z.array(previewedAlert),
  total: z.number(),
  stepMs: z.number(),
  queryMs: z.number(),
  rows: z.number(),
  sql: z.string(),
});
export type PreviewResponse = z.infer<typeof previewResponse>;

export const channelParams = z.object({ name: z.string().min(1).max(63) });
