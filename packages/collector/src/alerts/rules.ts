import type { AlertRule } from './rule.ts';

const findingType = 'Array(Tuple(device String, breach UInt8, value Float64, since_ms Nullable(Int64)))';

/** Silent by its own schedule (protocol/liveness). Its begin is the host's last sample. */
const hostSilent: AlertRule = {
  id: 'host_silent',
  severity: 'critical',
  forMs: 0,
  graceMs: 90_000,
  disprovedByArrivals: true,
  whenSilent: true,
  sql: `
SELECT
  host,
  CAST([('', 1, silent_ms / 1000, last_seen_ms)], '${findingType}') AS findings
FROM
(
  SELECT host, assumeNotNull(toUnixTimestamp64Milli(last_seen)) AS last_seen_ms, {now_ms:Int64} - last_seen_ms AS silent_ms
  FROM host
  WHERE revoked IS NULL AND last_seen IS NOT NULL
)`,
  // The alert carries since when; a number of seconds would be stale as soon as it is read.
  summarize: ({ host }) => `${host} sends no samples`,
};

/** A writable file system is 90 % full for a minute; resolved below 88 %. */
const filesystemNearlyFull: AlertRule = {
  id: 'filesystem_nearly_full',
  severity: 'warning',
  forMs: 60_000,
  sql: `
SELECT
  host,
  CAST(groupArrayIf((mount, used_pct >= 90, used_pct, NULL), used_pct >= 88), '${findingType}') AS findings
FROM
(
  SELECT host, mount, argMax(f.used_pct, f.ts) AS used_pct
  FROM filesystem AS f
  WHERE ts > fromUnixTimestamp64Milli({now_ms:Int64} - 60000) AND read_only = 0 AND f.used_pct IS NOT NULL
  GROUP BY host, mount
)
GROUP BY host`,
  summarize: ({ host, device, value }) => `${device} on ${host} is ${value.toFixed(1)} % full`,
};

/** Less than 5 % of memory is available for half a minute; resolved from 6 %. */
const memoryNearlyExhausted: AlertRule = {
  id: 'memory_nearly_exhausted',
  severity: 'critical',
  forMs: 30_000,
  sql: `
SELECT
  host,
  CAST(if(available_pct < 6, [('', available_pct < 5, available_pct, NULL)], []), '${findingType}') AS findings
FROM
(
  SELECT host, assumeNotNull(argMax(100 * available_bytes / total_bytes, ts)) AS available_pct
  FROM memory
  WHERE ts > fromUnixTimestamp64Milli({now_ms:Int64} - 15000) AND available_bytes IS NOT NULL AND total_bytes > 0
  GROUP BY host
)`,
  summarize: ({ host, value }) => `${host} has ${value.toFixed(1)} % of its memory available`,
};

/**
 * An agent says for five minutes that it is over its budget: reading less did not help, or nothing is left that it could
 * read less often. Resolved when it says that it is within.
 */
const agentOverBudget: AlertRule = {
  id: 'agent_over_budget',
  severity: 'warning',
  forMs: 300_000,
  sql: `
SELECT
  host,
  CAST(arrayConcat(
    if(over_cpu, [('cpu', 1, cpu_pct, NULL)], []),
    if(over_rss, [('memory', 1, rss_mb, NULL)], [])
  ), '${findingType}') AS findings
FROM
(
  SELECT
    host,
    argMax(over_cpu_budget, ts) AS over_cpu,
    argMax(over_rss_budget, ts) AS over_rss,
    ifNull(sum(cpu_us) / 10 / nullIf(sumIf(interval_ms, cpu_us IS NOT NULL), 0), 0) AS cpu_pct,
    ifNull(argMax(rss_bytes, ts) / 1048576, 0) AS rss_mb
  FROM agent
  WHERE ts > fromUnixTimestamp64Milli({now_ms:Int64} - 60000) AND over_cpu_budget IS NOT NULL
  GROUP BY host
)`,
  summarize: ({ host, device, value }) =>
    device === 'cpu'
      ? `the agent of ${host} takes ${value.toFixed(1)} % of a core, more than its budget`
      : `the agent of ${host} takes ${value.toFixed(0)} MB of memory, more than its budget`,
};

export const alertRules: readonly AlertRule[] = [
  hostSilent,
  filesystemNearlyFull,
  memoryNearlyExhausted,
  agentOverBudget,
];

/** Severity of a rule by its id; of one that no longer exists: warning. */
export function severityOf(rule: string): AlertRule['severity'] {
  return alertRules.find(({ id }) => id === rule)?.severity ?? 'warning';
}
