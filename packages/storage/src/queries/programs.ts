import type { QueryRunner } from '../query-runner.ts';

/** A process at an instant; null = not known. */
interface ProcessRow {
  readonly pid: number;
  readonly name: string;
  readonly user: string;
  /** In % of one core. */
  readonly cpuPct: number | null;
  readonly memoryBytes: number | null;
  readonly threads: number | null;
  readonly readBytesPerS: number | null;
  readonly writeBytesPerS: number | null;
}

/** A systemd unit, container or slice at an instant; null = not known, or no limit. */
interface UnitRow {
  readonly path: string;
  readonly kind: string;
  /** In % of one core. */
  readonly cpuPct: number | null;
  readonly throttledPct: number | null;
  readonly memoryBytes: number | null;
  readonly memoryMaxBytes: number | null;
  readonly tasks: number | null;
  readonly readBytesPerS: number | null;
  readonly writeBytesPerS: number | null;
}

/** What ran on a host at an instant. */
export interface ProgramsAt {
  readonly processes: ProcessRow[];
  readonly units: UnitRow[];
}

/** Processes and units are looked at every 10 s by default; a row says what was since the look before. */
const beforeMs = 30_000;
const afterMs = 15_000;
const maxRows = 500;

/** The look that covers the instant, which is the first one after it, or the last one before it. */
const lookSql = (view: 'process' | 'cgroup'): string => `
  SELECT ts FROM ${view}
  WHERE host = {host:String}
    AND ts > at - INTERVAL ${beforeMs} MILLISECOND AND ts <= at + INTERVAL ${afterMs} MILLISECOND
  ORDER BY ts < at, abs(dateDiff('millisecond', ts, at))
  LIMIT 1`;

const atSql = 'WITH fromUnixTimestamp64Milli({at_ms:Int64}) AS at';

const processesSql = `${atSql}
SELECT pid, name, user, cpu_pct AS cpuPct, rss_bytes AS memoryBytes, threads,
  read_bytes_per_s AS readBytesPerS, write_bytes_per_s AS writeBytesPerS
FROM process
WHERE host = {host:String} AND ts = (${lookSql('process')})
ORDER BY cpuPct DESC NULLS LAST, memoryBytes DESC NULLS LAST, pid
LIMIT ${maxRows}`;

const unitsSql = `${atSql}
SELECT path, kind, cpu_pct AS cpuPct, throttled_pct AS throttledPct, memory_bytes AS memoryBytes,
  memory_max_bytes AS memoryMaxBytes, tasks, read_bytes_per_s AS readBytesPerS, write_bytes_per_s AS writeBytesPerS
FROM cgroup
WHERE host = {host:String} AND ts = (${lookSql('cgroup')})
ORDER BY cpuPct DESC NULLS LAST, memoryBytes DESC NULLS LAST, path
LIMIT ${maxRows}`;

/** The leading processes and units of a host at an instant; nothing when it was not looked at around it. */
export async function readPrograms(
  db: QueryRunner,
  { host, atMs }: { host: string; atMs: number },
): Promise<ProgramsAt> {
  const params = { host, at_ms: atMs };
  const [processes, units] = await Promise.all([
    db.query<ProcessRow>(processesSql, params),
    db.query<UnitRow>(unitsSql, params),
  ]);
  return { processes, units };
}
