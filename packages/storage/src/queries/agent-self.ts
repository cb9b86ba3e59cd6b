import type { QueryRunner } from '../query-runner.ts';

/** What an agent told of itself in its newest sample. */
export interface AgentSelfRow {
  readonly tsMs: number;
  readonly cpuPct: number | null;
  readonly rssBytes: number | null;
  readonly spoolBytes: number | null;
  readonly spoolBatches: number | null;
  readonly slowedGroups: number | null;
  readonly overCpuBudget: boolean | null;
  readonly overRssBudget: boolean | null;
  /** Groups, mounts and files that it cannot read. */
  readonly issues: number | null;
}

/** CPU is over this time; the rest is the newest. */
const windowMinutes = 5;

/** undefined: the agent told nothing within the last five minutes. */
export async function readAgentSelf(db: QueryRunner, host: string): Promise<AgentSelfRow | undefined> {
  const [row] = await db.query<AgentSelfRow & { rows: number }>(
    `SELECT
       count() AS rows,
       toUnixTimestamp64Milli(max(a.ts)) AS tsMs,
       sum(cpu_us) / 10 / nullIf(sumIf(interval_ms, cpu_us IS NOT NULL), 0) AS cpuPct,
       argMax(a.rss_bytes, a.ts) AS rssBytes,
       argMax(a.spool_bytes, a.ts) AS spoolBytes,
       argMax(a.spool_batches, a.ts) AS spoolBatches,
       argMax(a.slowed_groups, a.ts) AS slowedGroups,
       CAST(argMax(a.over_cpu_budget, a.ts), 'Nullable(Bool)') AS overCpuBudget,
       CAST(argMax(a.over_rss_budget, a.ts), 'Nullable(Bool)') AS overRssBudget,
       argMax(a.issues, a.ts) AS issues
     FROM agent AS a
     WHERE host = {host:String} AND ts > now64(3) - INTERVAL ${windowMinutes} MINUTE`,
    { host },
  );
  if (row === undefined) return undefined;
  const { rows, ...self } = row;
  return rows === 0 ? undefined : self;
}
