import { z } from 'zod';

/** One episode of one rule on one host (and device): from the first sign until it is resolved. */
const alert = z.object({
  id: z.string(),
  rule: z.string(),
  /** '' when the rule is about no host. */
  host: z.string(),
  /** '' when the rule is about the whole host. */
  device: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  /** would_fire: its samples came so late that nobody was told. */
  state: z.enum(['pending', 'firing', 'resolved', 'would_fire']),
  /** When the condition began to hold. */
  sinceMs: z.number(),
  firedMs: z.number().nullable(),
  acknowledgedMs: z.number().nullable(),
  acknowledgedBy: z.string(),
  resolvedMs: z.number().nullable(),
  value: z.number(),
  threshold: z.number().nullable(),
  summary: z.string(),
  note: z.string(),
  /** Why nobody is told: `silence ID`, or the rule whose alert says it already; '' otherwise. */
  mutedBy: z.string(),
});
export type Alert = z.infer<typeof alert>;
export type AlertSeverity = Alert['severity'];
export type AlertState = Alert['state'];

/** Whether the list can be believed. */
const alertHealth = z.object({
  /** When every rule was last evaluated; null: not since the start. */
  evaluatedMs: z.number().nullable(),
  /** Nothing is stored, or rules cannot be evaluated: an empty list does not mean that all is well. */
  isBlind: z.boolean(),
  reason: z.string(),
  sinceMs: z.number().nullable(),
  ruleErrors: z.array(z.object({ rule: z.string(), error: z.string() })),
});
export type AlertHealth = z.infer<typeof alertHealth>;

export const alertsQuery = z.object({
  /** active: pending and firing; all: resolved ones too, newest first. */
  state: z.enum(['active', 'all']).default('active'),
  host: z.string().optional(),
  rule: z.string().optional(),
  /** Only alerts that were active at or after this. */
  sinceMs: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
});
export type AlertsQuery = z.infer<typeof alertsQuery>;

export const alertsResponse = z.object({ alerts: z.array(alert), health: alertHealth });
export type AlertsResponse = z.infer<typeof alertsResponse>;

export const alertParams = z.object({ id: z.string().min(8).max(36) });
export const acknowledgement = z.strictObject({ note: z.string().max(500).default('') });
export const doneResponse = z.object({ done: z.literal(true) });

/** Which alerts, from when to when, again and again or not, and why: packages/alerts checks it (`silenceRequest`). */
export const silenceBody = z.looseObject({ reason: z.string() });
const silence = z.looseObject({
  id: z.string(),
  actor: z.string(),
  createdMs: z.number(),
  reason: z.string(),
  rule: z.string().optional(),
  host: z.string().optional(),
  /** `key=value`. */
  label: z.string().optional(),
  device: z.string().optional(),
  untilMs: z.number().nullable(),
  recurs: z
    .object({ days: z.array(z.string()), at: z.string(), lasts: z.number(), timeZone: z.string() })
    .nullable(),
});
export type Silence = z.infer<typeof silence>;
export const silencesResponse = z.object({ silences: z.array(silence) });
export const silenceResponse = z.object({ silence });
export const silenceParams = z.object({ id: z.string().min(1).max(64) });
