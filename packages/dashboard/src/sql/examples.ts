// Questions that people ask of their hosts. Each of them runs as it stands; a test runs them all.

export interface ExampleQuery {
  readonly name: string;
  readonly sql: string;
}

export const exampleQueries: readonly ExampleQuery[] = [
  {
    name: 'Busiest hosts, last 5 minutes',
    sql: 'SELECT host, round(avg(busy_pct), 1) AS busy_pct\nFROM cpu\nWHERE ts > now() - 300\nGROUP BY host\nORDER BY busy_pct DESC\nLIMIT 20',
  },
  {
    name: 'CPU of every host by minute, last hour',
    sql: 'SELECT toStartOfMinute(ts) AS time, host, round(avg(busy_pct), 1) AS busy_pct\nFROM cpu\nWHERE ts > now() - 3600\nGROUP BY time, host\nORDER BY time, host',
  },
  {
    name: 'Fullest file systems now',
    sql: 'SELECT host, mount, round(used_pct, 1) AS used_pct, formatReadableSize(available_bytes) AS available\nFROM filesystem\nWHERE ts > now() - 60 AND read_only = 0\nORDER BY ts DESC\nLIMIT 1 BY host, mount\nLIMIT 1000',
  },
  {
    name: 'When each file system will be full, by the last day',
    sql: `SELECT host, mount, round(argMax(used_pct, ts), 1) AS used_pct,
  (argMax(used_bytes, ts) - argMin(used_bytes, ts)) / nullIf(dateDiff('second', min(ts), max(ts)), 0) AS bytes_per_s,
  if(bytes_per_s > 1, round(argMax(available_bytes, ts) / bytes_per_s / 86400, 1), NULL) AS days_left
FROM filesystem
WHERE ts > now() - 86400 AND read_only = 0
GROUP BY host, mount
ORDER BY days_left NULLS LAST`,
  },
  {
    name: 'Least memory available, last 15 minutes',
    sql: 'SELECT host, round(max(used_pct), 1) AS peak_pct, formatReadableSize(min(available_bytes)) AS least_available\nFROM memory\nWHERE ts > now() - 900\nGROUP BY host\nORDER BY peak_pct DESC',
  },
  {
    name: 'Programs by CPU time, last hour',
    sql: 'SELECT host, name, user, round(sum(cpu_ms) / 1000, 1) AS cpu_seconds\nFROM process\nWHERE ts > now() - 3600\nGROUP BY host, name, user\nORDER BY cpu_seconds DESC\nLIMIT 30',
  },
  {
    name: 'Programs by memory now',
    sql: 'SELECT host, name, user, formatReadableSize(sum(rss)) AS memory, count() AS processes\nFROM (SELECT host, name, user, pid, argMax(rss_bytes, ts) AS rss FROM process WHERE ts > now() - 30 GROUP BY host, name, user, pid)\nGROUP BY host, name, user\nORDER BY sum(rss) DESC\nLIMIT 30',
  },
  {
    name: 'Programs that read and write most, last hour',
    sql: 'SELECT host, name, formatReadableSize(sum(read_bytes)) AS read, formatReadableSize(sum(write_bytes)) AS written\nFROM process\nWHERE ts > now() - 3600\nGROUP BY host, name\nORDER BY sum(ifNull(read_bytes, 0)) + sum(ifNull(write_bytes, 0)) DESC\nLIMIT 30',
  },
  {
    name: 'Containers and units by memory now',
    sql: "SELECT host, path, kind, formatReadableSize(argMax(memory_bytes, ts)) AS memory, round(argMax(memory_needed_pct, ts), 1) AS of_limit_pct\nFROM cgroup\nWHERE ts > now() - 60 AND kind != 'slice'\nGROUP BY host, path, kind\nORDER BY argMax(memory_bytes, ts) DESC\nLIMIT 30",
  },
  {
    name: 'Who is closest to a limit',
    sql: 'SELECT host, path, first_limit, round(first_limit_pct, 1) AS used_pct\nFROM cgroup\nWHERE ts > now() - 60\nORDER BY first_limit_pct DESC\nLIMIT 1 BY host, path\nLIMIT 20',
  },
  {
    name: 'Network traffic by host, last hour',
    sql: "SELECT host, formatReadableSize(sum(receive_bytes)) AS received, formatReadableSize(sum(transmit_bytes)) AS sent\nFROM network\nWHERE ts > now() - 3600 AND interface != 'lo' AND kind != 'virtual'\nGROUP BY host\nORDER BY sum(receive_bytes) + sum(transmit_bytes) DESC",
  },
  {
    name: 'Interfaces with errors or drops, last day',
    sql: 'SELECT host, interface, sum(receive_errors + transmit_errors) AS errors, sum(receive_drops + transmit_drops) AS drops\nFROM network\nWHERE ts > now() - 86400\nGROUP BY host, interface\nHAVING errors + drops > 0\nORDER BY errors + drops DESC',
  },
  {
    name: 'Slowest disks, last hour',
    sql: 'SELECT host, device, round(sum(read_ms) / nullIf(sum(read_ops), 0), 2) AS read_ms, round(sum(write_ms) / nullIf(sum(write_ops), 0), 2) AS write_ms, round(avg(busy_pct), 1) AS busy_pct\nFROM disk\nWHERE ts > now() - 3600\nGROUP BY host, device\nORDER BY busy_pct DESC\nLIMIT 30',
  },
  {
    name: 'Hosts that waited for CPU, memory or I/O, last hour',
    sql: 'SELECT host, round(avg(cpu_some_pct), 2) AS cpu_pct, round(avg(memory_some_pct), 2) AS memory_pct, round(avg(io_some_pct), 2) AS io_pct\nFROM pressure\nWHERE ts > now() - 3600\nGROUP BY host\nORDER BY greatest(ifNull(cpu_pct, 0), ifNull(memory_pct, 0), ifNull(io_pct, 0)) DESC',
  },
  {
    name: 'CPU stolen by other virtual machines, last day',
    sql: 'SELECT host, round(avg(cpu.steal_pct), 2) AS steal_pct\nFROM cpu\nWHERE ts > now() - 86400\nGROUP BY host\nORDER BY steal_pct DESC',
  },
  {
    name: 'Processes killed because memory ran out, last 30 days',
    sql: 'SELECT host, toDate(ts) AS day, sum(oom_kills) AS kills\nFROM memory\nWHERE ts > now() - 30 * 86400\nGROUP BY host, day\nHAVING kills > 0\nORDER BY day DESC, kills DESC',
  },
  {
    name: 'TCP retransmissions, last hour',
    sql: 'SELECT host, sum(tcp_segments_retransmitted) AS retransmitted, round(100 * sum(tcp_segments_retransmitted) / nullIf(sum(tcp_segments_sent), 0), 3) AS pct\nFROM socket\nWHERE ts > now() - 3600\nGROUP BY host\nORDER BY pct DESC',
  },
  {
    name: 'Hottest sensors now',
    sql: 'SELECT host, device, label, round(argMax(temperature_celsius, ts), 1) AS celsius\nFROM sensor\nWHERE ts > now() - 60 AND temperature_celsius IS NOT NULL\nGROUP BY host, device, label\nORDER BY celsius DESC\nLIMIT 30',
  },
  {
    name: 'Times without samples, and why, last day',
    sql: "SELECT host, from_ts, to_ts, round(seconds) AS seconds, reason\nFROM coverage\nWHERE state = 'missing' AND to_ts > now() - 86400\nORDER BY seconds DESC\nLIMIT 100",
  },
  {
    name: 'What runs where: systems, kernels, agents',
    sql: 'SELECT os, kernel, agent_version, count() AS hosts\nFROM host\nWHERE revoked IS NULL\nGROUP BY os, kernel, agent_version\nORDER BY hosts DESC',
  },
  {
    name: 'What monitoring costs each host, last hour',
    sql: 'SELECT host, round(avg(cpu_pct), 3) AS cpu_pct, formatReadableSize(max(rss_bytes)) AS memory, formatReadableSize(sum(sent_bytes)) AS sent\nFROM agent\nWHERE ts > now() - 3600\nGROUP BY host\nORDER BY cpu_pct DESC',
  },
];
