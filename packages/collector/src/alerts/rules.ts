import type { AlertRule } from './rule.ts';

const findingType = 'Array(Tuple(device String, breach UInt8, value Float64, since_ms Nullable(Int64)))';

/** No sample for 15 s. Its begin is the host's last sample, so it fires at most 15 s + one evaluation after it. */
const hostSilent: AlertRule = {
  id: 'host_silent',
  severity: 'critical',
  forMs: 15_000,
  graceMs: 90_000,
  disprovedByArrivals: true,
  sql: `
SELECT
  host,
  CAST(if(silent_ms >= 10000, [('', 1, silent_ms / 1000, last_seen_ms)], []), '${findingType}') AS findings
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

export const alertRules: readonly AlertRule[] = [hostSilent, filesystemNearlyFull, memoryNearlyExhausted];

/** Severity of a rule by its id; of one that no longer exists: warning. */
export function severityOf(rule: string): AlertRule['severity'] {
  return alertRules.find(({ id }) => id === rule)?.severity ?? 'warning';
}
