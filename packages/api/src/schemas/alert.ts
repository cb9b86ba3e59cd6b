import { z } from 'zod';

const alertSeverity = z.enum(['warning', 'critical']);
export type AlertSeverity = z.infer<typeof alertSeverity>;

const alertState = z.enum(['pending', 'firing', 'resolved']);
export type AlertState = z.infer<typeof alertState>;

/** One episode of one rule on one host (and device): from the first sign until it is resolved. */
const alert = z.object({
  id: z.string(),
  rule: z.string(),
  host: z.string(),
  /** '' when the rule is about the whole host. */
  device: z.string(),
  severity: alertSeverity,
  state: alertState,
  /** When the condition began to hold. */
  sinceMs: z.number(),
  firedMs: z.number().nullable(),
  resolvedMs: z.number().nullable(),
  value: z.number(),
  summary: z.string(),
});
export type Alert = z.infer<typeof alert>;

export const alertsQuery = z.object({
  /** active: pending and firing; all: resolved ones too, newest first. */
  state: z.enum(['active', 'all']).default('active'),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
export type AlertsQuery = z.infer<typeof alertsQuery>;

export const alertsResponse = z.object({ alerts: z.array(alert) });
export type AlertsResponse = z.infer<typeof alertsResponse>;
