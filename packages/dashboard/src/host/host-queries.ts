// Questions about one host that no route answers, over the documented views.
import { sqlInstant, sqlText } from '../api/sql.ts';
import type { TimeWindow } from '../time/time-range.ts';

const dayMs = 86_400_000;
const halfHourMs = 1_800_000;
const days = 7;

const inWindow = ({ fromMs, toMs }: TimeWindow): string =>
  `ts >= ${sqlInstant(fromMs)} AND ts <= ${sqlInstant(toMs)}`;

/** The usual CPU and memory of this hour: the same hour of the seven days before. */
export function usualSql(host: string, nowMs: number): string {
  const hours = Array.from({ length: days }, (_, i) => nowMs - (i + 1) * dayMs)
    .map((ms) => `(${inWindow({ fromMs: ms - halfHourMs, toMs: ms + halfHourMs })})`)
    .join(' OR ');
  return `SELECT
  (SELECT avg(busy_pct) FROM cpu WHERE host = ${sqlText(host)} AND (${hours})) AS cpu,
  (SELECT avg(used_pct) FROM memory WHERE host = ${sqlText(host)} AND (${hours})) AS memory`;
}

/** By the growth of the last day: how many days until each file system is full; only those that grow. */
export function fullInSql(host: string, nowMs: number): string {
  return `SELECT mount, argMax(available_bytes, ts) AS available,
  (argMax(used_bytes, ts) - argMin(used_bytes, ts)) / nullIf(dateDiff('second', min(ts), max(ts)), 0) AS per_s,
  available / per_s / 86400 AS days
FROM filesystem
WHERE host = ${sqlText(host)} AND ${inWindow({ fromMs: nowMs - dayMs, toMs: nowMs })} AND read_only = 0
GROUP BY mount
HAVING per_s > 1 AND dateDiff('second', min(ts), max(ts)) > 600
ORDER BY days`;
}

const maxDeploys = 200;

/** When programs counted a deploy: counters that are called `deploys`, or end so (docs/operations.md). The newest of the window. */
export function deploysSql(host: string, window: TimeWindow): string {
  return `SELECT toUnixTimestamp64Milli(ts) AS ms, series
FROM metric
WHERE host = ${sqlText(host)} AND ${inWindow(window)} AND match(name, '(^|[._])deploys(_total)?$') AND increment > 0
ORDER BY ts DESC
LIMIT ${maxDeploys}`;
}

/** Programs by what they did in a window; `cpu` in percent of one core. */
export function programsSql(host: string, window: TimeWindow): string {
  return `SELECT name, user, groupUniqArray(5)(pid) AS pids,
  100 * sum(cpu_ms) / ${Math.round(window.toMs - window.fromMs)} AS cpu, max(rss_bytes) AS memory,
  sum(ifNull(read_bytes, 0) + ifNull(write_bytes, 0)) AS io
FROM process
WHERE host = ${sqlText(host)} AND ${inWindow({ fromMs: window.fromMs, toMs: window.toMs + observeMs })}
GROUP BY name, user
ORDER BY cpu DESC NULLS LAST, memory DESC
LIMIT 12`;
}

/** What is looked at every 10 s tells of the time before it. */
const observeMs = 10_000;

export function unitsSql(host: string, window: TimeWindow): string {
  return `SELECT path, kind, sum(cpu_us) / 10 / ${Math.round(window.toMs - window.fromMs)} AS cpu, max(memory_bytes) AS memory,
  sum(oom_kills) AS oom_kills, sum(throttled_us) / 1000 AS throttled_ms
FROM cgroup
WHERE host = ${sqlText(host)} AND ${inWindow({ fromMs: window.fromMs, toMs: window.toMs + observeMs })} AND kind != 'slice'
GROUP BY path, kind
ORDER BY cpu DESC NULLS LAST, memory DESC
LIMIT 12`;
}

/** The processes at an instant: what the look before it, or right after it, saw. */
export function processesSql(host: string, atMs: number): string {
  const window = inWindow({ fromMs: atMs - 2 * observeMs, toMs: atMs + observeMs });
  return `SELECT pid, name, user, cpu_pct AS cpu, rss_bytes AS memory, threads, read_bytes_per_s AS read, write_bytes_per_s AS write
FROM process
WHERE host = ${sqlText(host)} AND ${window}
ORDER BY abs(dateDiff('millisecond', ts, ${sqlInstant(atMs)}))
LIMIT 1 BY pid
LIMIT 200`;
}
