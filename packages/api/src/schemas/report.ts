import { z } from 'zod';
import { hostName } from './host.ts';

/** At most a year. */
export const reportQuery = z.object({
  fromMs: z.coerce.number().int().min(0),
  toMs: z.coerce.number().int().min(0),
  host: hostName.optional(),
});

const measured = z.number().nullable();

const hostUse = z.object({
  host: z.string(),
  cores: measured,
  cpuPct: measured,
  /** In the busiest twentieth of the time. */
  cpuHighPct: measured,
  memoryBytes: measured,
  memoryPct: measured,
  memoryHighPct: measured,
  networkBytes: measured,
  /** Of which there are samples. */
  seconds: z.number(),
});

const filesystemUse = z.object({
  host: z.string(),
  mount: z.string(),
  firstBytes: z.number(),
  lastBytes: z.number(),
  limitBytes: z.number(),
  hours: z.number(),
  bytesPerDay: z.number(),
  daysToFull: measured,
});

const missingTime = z.object({ host: z.string(), reason: z.string(), seconds: z.number() });

export const reportResponse = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  /** null: the whole fleet. */
  host: z.string().nullable(),
  hosts: z.array(hostUse),
  busiest: z.array(hostUse),
  idle: z.array(hostUse),
  growing: z.array(filesystemUse),
  fullest: z.array(filesystemUse),
  alerts: z.array(
    z.object({
      rule: z.string(),
      host: z.string(),
      device: z.string(),
      severity: z.string(),
      summary: z.string(),
      sinceMs: z.number(),
      /** null: it still fires. */
      resolvedMs: z.number().nullable(),
      seconds: z.number(),
    }),
  ),
  completeness: z.array(
    z.object({ host: z.string(), presentPct: z.number(), missing: z.array(missingTime) }),
  ),
});
export type ReportResponse = z.infer<typeof reportResponse>;
