// The fleet as it was at an instant, asked over the documented views.
import { queryRows, sqlInstant } from '../api/sql.ts';
import type { HostState, HostSummary } from '../api/types.ts';

/** A value this old was still the current one at the instant: batches and slow groups come every 10 s. */
const levelMs = 15_000;
const filesystemMs = 35_000;
const sparkMs = 900_000;
const sparkStepMs = 30_000;

interface AtRow {
  readonly host: string;
  readonly seenMs: number | null;
  readonly cpuBusyPct: number | null;
  readonly memoryUsedPct: number | null;
  readonly load1: number | null;
  readonly diskBusyPct: number | null;
  readonly mount: string | null;
  readonly mountPct: number | null;
  readonly receive: number | null;
  readonly transmit: number | null;
  readonly spark: readonly (readonly [number, number])[];
}

const within = (atMs: number, ms: number): string =>
  `ts > ${sqlInstant(atMs - ms)} AND ts <= ${sqlInstant(atMs)}`;

/** One row per host that sent anything in the quarter of an hour before the instant. */
function fleetAtSql(atMs: number): string {
  const now = within(atMs, levelMs);
  return `SELECT s.host AS host, s.seenMs AS seenMs, s.spark AS spark, c.pct AS cpuBusyPct, m.pct AS memoryUsedPct, l.load1 AS load1,
  d.pct AS diskBusyPct, f.mount AS mount, f.pct AS mountPct, n.receive AS receive, n.transmit AS transmit
FROM (
  SELECT host, max(lastMs) AS seenMs, groupArray((step, pct)) AS spark FROM (
    SELECT host, intDiv(toUnixTimestamp64Milli(ts) - ${Math.round(atMs - sparkMs)}, ${sparkStepMs}) AS step, ifNull(avg(busy_pct), 0) AS pct, max(toUnixTimestamp64Milli(ts)) AS lastMs
    FROM cpu WHERE ${within(atMs, sparkMs)} GROUP BY host, step)
  GROUP BY host) AS s
LEFT JOIN (SELECT host, argMax(busy_pct, ts) AS pct FROM cpu WHERE ${now} GROUP BY host) AS c ON c.host = s.host
LEFT JOIN (SELECT host, argMax(used_pct, ts) AS pct FROM memory WHERE ${now} GROUP BY host) AS m ON m.host = s.host
LEFT JOIN (SELECT host, argMax(load1, ts) AS load1 FROM load WHERE ${now} GROUP BY host) AS l ON l.host = s.host
LEFT JOIN (SELECT host, max(p) AS pct FROM (
  SELECT host, device, argMax(busy_pct, ts) AS p FROM disk WHERE ${now} AND kind != 'virtual' GROUP BY host, device) GROUP BY host) AS d ON d.host = s.host
LEFT JOIN (SELECT host, argMax(mount, p) AS mount, max(p) AS pct FROM (
  SELECT host, mount, argMax(used_pct, ts) AS p FROM filesystem
  WHERE ${within(atMs, filesystemMs)} AND read_only = 0 GROUP BY host, mount) GROUP BY host) AS f ON f.host = s.host
LEFT JOIN (SELECT host, sum(r) AS receive, sum(t) AS transmit FROM (
  SELECT host, interface, argMax(receive_bytes_per_s, ts) AS r, argMax(transmit_bytes_per_s, ts) AS t
  FROM network WHERE ${now} AND kind != 'virtual' AND interface != 'lo' GROUP BY host, interface) GROUP BY host) AS n ON n.host = s.host
SETTINGS join_use_nulls = 1, output_format_json_quote_64bit_integers = 0`;
}

/** By what the host is allowed today: what it was set to then is not asked. */
function stateAt(
  { lateAfterMs, silentAfterMs }: HostSummary,
  seenMs: number | null,
  atMs: number,
): HostState {
  if (seenMs === null) return 'silent';
  const age = atMs - seenMs;
  if (age <= lateAfterMs) return 'live';
  return age <= silentAfterMs ? 'late' : 'silent';
}

function sparkOf(points: readonly (readonly [number, number])[]): (number | null)[] {
  const values = new Array<number | null>(sparkMs / sparkStepMs).fill(null);
  for (const [step, pct] of points) if (step >= 0 && step < values.length) values[step] = pct;
  return values;
}

type Values = Omit<
  HostSummary,
  | 'host'
  | 'displayName'
  | 'agentId'
  | 'state'
  | 'enrolledMs'
  | 'labels'
  | 'os'
  | 'kernel'
  | 'cpuCores'
  | 'memoryBytes'
  | 'agentVersion'
  | 'firing'
  | 'lateAfterMs'
  | 'silentAfterMs'
>;

function valuesOf(row: AtRow): Values {
  const { seenMs, cpuBusyPct, memoryUsedPct, load1, diskBusyPct, mount, mountPct, receive, transmit } = row;
  return {
    lastSeenMs: seenMs,
    cpuBusyPct,
    memoryUsedPct,
    load1,
    diskBusyPct,
    worstFilesystem: mountPct === null ? null : { mount: mount ?? '', usedPct: mountPct },
    receiveBytesPerS: receive,
    transmitBytesPerS: transmit,
    cpuSpark: sparkOf(row.spark),
  };
}

const nothing: Values = {
  lastSeenMs: null,
  cpuBusyPct: null,
  memoryUsedPct: null,
  load1: null,
  diskBusyPct: null,
  worstFilesystem: null,
  receiveBytesPerS: null,
  transmitBytesPerS: null,
  cpuSpark: sparkOf([]),
};

/** What hosts were like: today's names and labels with the values of then. Hosts enrolled later are left out. */
export function fleetAt(hosts: readonly HostSummary[], rows: readonly AtRow[], atMs: number): HostSummary[] {
  const byHost = new Map(rows.map((row) => [row.host, row]));
  return hosts
    .filter(({ host, enrolledMs }) => byHost.has(host) || enrolledMs <= atMs)
    .map((host) => {
      const row = byHost.get(host.host);
      return {
        ...host,
        state: stateAt(host, row?.seenMs ?? null, atMs),
        ...(row === undefined ? nothing : valuesOf(row)),
      };
    });
}

export function readFleetAt(atMs: number, signal: AbortSignal): Promise<AtRow[]> {
  return queryRows<AtRow>(fleetAtSql(atMs), signal);
}
