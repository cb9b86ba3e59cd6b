// Writes the dashboards in dashboards/ from this list, so that every panel has the same shape. The official ClickHouse
// data source (grafana-clickhouse-datasource) fills in $__timeFilter and $__timeInterval.
//
//   node deploy/grafana/build.mjs [--check]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
const interval = 'toStartOfInterval(ts, INTERVAL greatest(1, intDiv($__interval_ms, 1000)) SECOND)';
const byHost = (view, value, where = '1') =>
  `SELECT ${interval} AS time, host, ${value} AS value FROM ${view} WHERE $__timeFilter(ts) AND ${where} GROUP BY time, host ORDER BY time`;
const ofHost = (view, columns, where = '1') =>
  `SELECT ${interval} AS time, ${columns} FROM ${view} WHERE $__timeFilter(ts) AND host = '\${host}' AND ${where} GROUP BY time ORDER BY time`;
const byDevice = (view, device, value) =>
  `SELECT ${interval} AS time, ${device} AS device, ${value} AS value FROM ${view} WHERE $__timeFilter(ts) AND host = '\${host}' GROUP BY time, device ORDER BY time`;

export const dashboards = {
  fleet: {
    title: 'Hostwire: fleet',
    panels: [
      ['CPU busy', 'percent', byHost('cpu', 'avg(busy_pct)')],
      ['Memory used', 'percent', byHost('memory', 'avg(used_pct)')],
      ['Load (1 min)', 'short', byHost('load', 'avg(load1)')],
      [
        'Received',
        'Bps',
        byHost(
          'network',
          'sum(receive_bytes_per_s * interval_ms) / (sum(interval_ms) / uniqExact(interface))',
        ),
      ],
      ['Fullest file system', 'percent', byHost('filesystem', 'max(used_pct)')],
      [
        'Hosts',
        'short',
        `SELECT ${interval} AS time, uniqExact(host) AS hosts FROM cpu WHERE $__timeFilter(ts) GROUP BY time ORDER BY time`,
      ],
    ],
  },
  host: {
    title: 'Hostwire: host',
    variables: [{ name: 'host', query: 'SELECT host FROM host ORDER BY host' }],
    panels: [
      [
        'CPU',
        'percent',
        ofHost(
          'cpu',
          'avg(user_pct) AS user, avg(system_pct) AS system, avg(iowait_pct) AS iowait, avg(steal_pct) AS steal',
        ),
      ],
      ['Memory', 'bytes', ofHost('memory', 'avg(total_bytes) AS total, avg(available_bytes) AS available')],
      [
        'Load',
        'short',
        ofHost('load', 'avg(load1) AS "1 min", avg(load5) AS "5 min", avg(load15) AS "15 min"'),
      ],
      ['Disk busy', 'percent', byDevice('disk', 'device', 'avg(busy_pct)')],
      ['File systems', 'percent', byDevice('filesystem', 'mount', 'max(used_pct)')],
      ['Received', 'Bps', byDevice('network', 'interface', 'sum(receive_bytes) / (sum(interval_ms) / 1000)')],
      ['Sent', 'Bps', byDevice('network', 'interface', 'sum(transmit_bytes) / (sum(interval_ms) / 1000)')],
    ],
  },
  capacity: {
    title: 'Hostwire: capacity',
    panels: [
      [
        'File systems by use',
        'percent',
        'SELECT host, mount, max(used_pct) AS used FROM filesystem WHERE $__timeFilter(ts) GROUP BY host, mount ORDER BY used DESC LIMIT 50',
        'table',
      ],
      [
        'Memory peak by host',
        'percent',
        'SELECT host, max(used_pct) AS peak FROM memory WHERE $__timeFilter(ts) GROUP BY host ORDER BY peak DESC LIMIT 50',
        'table',
      ],
      [
        'CPU, busiest tenth of the time',
        'percent',
        'SELECT host, quantile(0.9)(busy_pct) AS p90 FROM cpu WHERE $__timeFilter(ts) GROUP BY host ORDER BY p90 DESC LIMIT 50',
        'table',
      ],
    ],
  },
  hostwire: {
    title: 'Hostwire: itself',
    panels: [
      ['Agents: CPU', 'percent', byHost('agent', 'avg(cpu_pct)')],
      ['Agents: memory', 'bytes', byHost('agent', 'max(rss_bytes)')],
      [
        'Missing seconds',
        's',
        "SELECT host, reason, sum(seconds) AS missing FROM coverage WHERE state = 'missing' AND $__timeFilter(from_ts) GROUP BY host, reason ORDER BY missing DESC LIMIT 50",
        'table',
      ],
    ],
  },
};

const source = { type: 'grafana-clickhouse-datasource', uid: 'hostwire' };

function dashboard(uid, { title, variables = [], panels }) {
  return {
    uid: `hostwire-${uid}`,
    title,
    tags: ['hostwire'],
    timezone: 'browser',
    schemaVersion: 39,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: {
      list: variables.map(({ name, query }) => ({
        name,
        type: 'query',
        datasource: source,
        query,
        refresh: 2,
      })),
    },
    panels: panels.map(([name, unit, sql, type = 'timeseries'], i) => ({
      id: i + 1,
      title: name,
      type,
      datasource: source,
      gridPos: { x: (i % 2) * 12, y: Math.floor(i / 2) * 8, w: 12, h: 8 },
      fieldConfig: { defaults: { unit }, overrides: [] },
      targets: [
        {
          refId: 'A',
          datasource: source,
          editorType: 'sql',
          queryType: type,
          format: type === 'table' ? 1 : 0,
          rawSql: sql,
        },
      ],
    })),
  };
}

let stale = false;
for (const [uid, definition] of Object.entries(dashboards)) {
  const path = join(folder, 'dashboards', `${uid}.json`);
  const text = `${JSON.stringify(dashboard(uid, definition), null, 2)}\n`;
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (process.argv.includes('--check')) stale ||= !isCurrent;
  else if (!isCurrent) writeFileSync(path, text);
}
if (stale) {
  console.error('deploy/grafana/dashboards is stale: run node deploy/grafana/build.mjs');
  process.exit(1);
}
