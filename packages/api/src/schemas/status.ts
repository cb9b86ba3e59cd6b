import { z } from 'zod';

export const statusResponse = z.object({
  version: z.string(),
  startedMs: z.number(),
  collector: z.object({
    pid: z.number(),
    node: z.string(),
    host: z.string(),
    rssBytes: z.number(),
    liveClients: z.number(),
  }),
  clickhouse: z.object({
    /** null while it is not reachable. */
    version: z.string().nullable(),
    reachable: z.boolean(),
    database: z.string(),
    /** What keeps the embedded server from files outside its folder; null for a server of its own. */
    confinement: z.enum(['landlock', 'none']).nullable(),
    /** Whether the read-only account is let in. */
    readersAdmitted: z.boolean(),
    /** Active parts of `samples`; null while not reachable. */
    sampleParts: z.number().nullable(),
    sampleRows: z.number().nullable(),
    sampleBytesOnDisk: z.number().nullable(),
    /** Merges of parts that are under way, of every table, and how long the longest has run; null while not reachable. */
    merges: z.number().nullable(),
    longestMergeMs: z.number().nullable(),
  }),
  ingest: z.object({
    agentsConnected: z.number(),
    samplesCommitted: z.number(),
    batchesCommitted: z.number(),
    /** From the arrival of a batch until it is committed; null before the first. */
    commitDelayMs: z.object({ p50: z.number().nullable(), p99: z.number().nullable() }),
    lastCommitMs: z.number().nullable(),
    /** Batches that arrived and are not committed yet. */
    queuedBatches: z.number(),
    /** Since when nothing is stored, or alert rules cannot be evaluated; null while all is well. */
    stalledSinceMs: z.number().nullable(),
    /** Why; '' while all is well. */
    stallReason: z.string(),
  }),
  alerts: z.object({
    /** When every rule was last evaluated; null: not since the start. */
    evaluatedMs: z.number().nullable(),
  }),
  /** What the database lost of what it had acknowledged. */
  lostData: z.object({
    /** ms since 1970; null while nothing is found. */
    sinceMs: z.number().nullable(),
    /** Parts that ClickHouse set aside; the first 100. Those of roll-ups that were computed again as a whole are not among them. */
    detachedParts: z.array(
      z.object({
        table: z.string(),
        part: z.string(),
        reason: z.string(),
        bytes: z.number(),
        /** Of a roll-up that was computed again: the time that nothing is left to compute from. */
        lost: z.object({ fromMs: z.number(), toMs: z.number() }).nullable(),
      }),
    ),
    /** Numbers that are missing, per host and epoch, and the time that they stand for. */
    holes: z.array(
      z.object({
        host: z.string(),
        epoch: z.string(),
        firstSeq: z.number(),
        lastSeq: z.number(),
        fromMs: z.number(),
        toMs: z.number(),
      }),
    ),
  }),
  gateway: z.object({ url: z.string(), pin: z.string() }),
});
export type StatusResponse = z.infer<typeof statusResponse>;
