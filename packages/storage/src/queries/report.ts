import { expressionSql } from '../charts/expression.ts';
import { busyCpuTime, cpuTime } from '../cpu-time.ts';
import type { QueryRunner } from '../query-runner.ts';

export interface ReportRange {
  readonly fromMs: number;
  readonly toMs: number;
  /** Default: all. */
  readonly host?: string | undefined;
}

/** What one host had and used in a range; null: not measured. */
export interface HostUse {
  readonly host: string;
  readonly cores: number | null;
  readonly cpuPct: number | null;
  /** In the busiest twentieth of the time. */
  readonly cpuHighPct: number | null;
  readonly memoryBytes: number | null;
  readonly memoryPct: number | null;
  readonly memoryHighPct: number | null;
  readonly networkBytes: number | null;
  /** Of which there are samples. */
  readonly seconds: number;
}

export interface FilesystemUse {
  readonly host: string;
  readonly mount: string;
  readonly firstBytes: number;
  readonly lastBytes: number;
  /** At which it is full. */
  readonly limitBytes: number;
  /** Between the first and the last value. */
  readonly hours: number;
}

export interface MissingTime {
  readonly host: string;
  readonly reason: string;
  readonly seconds: number;
}

export interface UsageReport {
  readonly hosts: readonly HostUse[];
  readonly filesystems: readonly FilesystemUse[];
  /** Of the gap ledger. */
  readonly missing: readonly MissingTime[];
}

/** Roll-ups of hours are there soon after their hour; shorter ranges read the samples. */
const longestOfSamplesMs = 26 * 3_600_000;

/** Throws StorageError. */
export async function readUsageReport(db: QueryRunner, range: ReportRange): Promise<UsageReport> {
  const level = range.toMs - range.fromMs > longestOfSamplesMs ? '_1h' : '';
  const params = { from_ms: range.fromMs, to_ms: range.toMs, host: range.host };
  const inRange = (column = 'ts') =>
    `${column} >= fromUnixTimestamp64Milli({from_ms:Int64}) AND ${column} < fromUnixTimestamp64Milli({to_ms:Int64})` +
    (range.host === undefined ? '' : ' AND host = {host:String}');
  const hosts = await db.query<HostUse>(hostsSql(level, inRange()), params);
  const filesystems = await db.query<FilesystemUse>(filesystemsSql(level, inRange()), params);
  const missing = await db.query<MissingTime>(
    `SELECT toString(host) AS host, toString(gap_reason) AS reason, sum(dateDiff('millisecond', gap_from, gap_to)) / 1000 AS seconds
     FROM samples
     WHERE kind = 'gap' AND gap_from IS NOT NULL AND ${inRange()}
     GROUP BY host, reason
     HAVING seconds >= 1
     ORDER BY seconds DESC`,
    params,
  );
  return { hosts, filesystems, missing };
}

function hostsSql(level: string, inRange: string): string {
  return `SELECT toString(c.host) AS host, c.cores AS cores, c.busy AS cpuPct, c.high AS cpuHighPct, c.seconds AS seconds,
  m.total AS memoryBytes, m.used AS memoryPct, m.high AS memoryHighPct, n.bytes AS networkBytes
FROM
(
  SELECT host, max(cores) AS cores, 100 * sum(${expressionSql(busyCpuTime)}) / nullIf(sum(${expressionSql(cpuTime)}), 0) AS busy,
    quantile(0.95)(busy_pct) AS high, sum(interval_ms) / 1000 AS seconds
  FROM cpu${level} WHERE ${inRange} GROUP BY host
) AS c
LEFT JOIN
(
  SELECT host, max(total_bytes) AS total, avg(used_pct) AS used, quantile(0.95)(used_pct) AS high
  FROM memory${level} WHERE ${inRange} GROUP BY host
) AS m ON m.host = c.host
LEFT JOIN
(
  SELECT host, sum(ifNull(receive_bytes, 0)) + sum(ifNull(transmit_bytes, 0)) AS bytes
  FROM network${level} WHERE ${inRange} GROUP BY host
) AS n ON n.host = c.host
ORDER BY host
SETTINGS join_use_nulls = 1`;
}

function filesystemsSql(level: string, inRange: string): string {
  return `SELECT toString(host) AS host, toString(mount) AS mount,
  argMin(used_bytes, ts) AS firstBytes, argMax(used_bytes, ts) AS lastBytes,
  argMax(used_bytes + available_bytes, ts) AS limitBytes, dateDiff('second', min(ts), max(ts)) / 3600 AS hours
FROM filesystem${level}
WHERE ${inRange} AND used_bytes IS NOT NULL AND available_bytes IS NOT NULL AND ifNull(read_only, 0) < 1
GROUP BY host, mount
ORDER BY host, mount`;
}
