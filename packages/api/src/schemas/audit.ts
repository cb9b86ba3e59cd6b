import { z } from 'zod';
import { openGap } from './chart.ts';

export const auditQuery = z.object({
  host: z.string().min(1).max(255).optional(),
  /** Only what was sampled since then; absent: everything. */
  sinceMs: z.coerce.number().int().min(0).optional(),
});

const seqRange = z.object({ firstSeq: z.number(), lastSeq: z.number() });

/** What one epoch of one agent left in ClickHouse, against what its numbers say there must be. */
const auditEpoch = seqRange.extend({
  agentId: z.string(),
  host: z.string(),
  /** 16 hex digits. */
  epoch: z.string(),
  /** Newest number on the agent's disk when it connected; null when it is not connected, or writes another epoch now. */
  reportedSeq: z.number().nullable(),
  samples: z.number(),
  distinctSamples: z.number(),
  batches: z.number(),
  reasons: z.array(z.object({ reason: z.string(), rows: z.number(), seqs: z.number() })).readonly(),
  missing: z.array(seqRange).readonly(),
  repeated: z.array(z.number()).readonly(),
});

const auditHost = z.object({
  host: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  samples: z.number(),
  expectedSamples: z.number(),
  explained: z.array(z.object({ reason: z.string(), holes: z.number(), ms: z.number() })).readonly(),
  unexplained: z.array(z.object({ fromMs: z.number(), toMs: z.number(), reason: z.string() })).readonly(),
  /** Not over, so no finding; null while samples come. */
  open: openGap.nullable(),
});

/** Something that must not be: data missing or double, or not there yet. */
const auditFinding = z.object({
  kind: z.enum(['missing', 'repeated', 'behind', 'unexplained']),
  host: z.string(),
  detail: z.string(),
});
export type AuditFinding = z.infer<typeof auditFinding>;

export const auditResponse = z.object({
  /** Everything is there once, or missing with a reason. */
  clean: z.boolean(),
  findings: z.array(auditFinding),
  epochs: z.array(auditEpoch),
  hosts: z.array(auditHost),
});
export type AuditResponse = z.infer<typeof auditResponse>;
