import { describe, expect, test } from '@jest/globals';
import { chartSql } from './chart-sql.ts';
import { chartReadLimits, seriesOf } from './read-charts.ts';

const base = { fromMs: 1_767_225_605_000, toMs: 1_767_225_630_000, stepMs: 10_000 };

describe('chartSql', () => {
  test('is complete and can be read', () => {
    expect(chartSql({ chart: 'network_throughput', host: 'web-1', ...base })).toBe(
      `SELECT
    toStartOfInterval(ts, INTERVAL 10 SECOND) AS time,
    interface,
    1000 * sum(receive_bytes) / nullIf(sumIf(interval_ms, receive_bytes IS NOT NULL), 0) AS \`receive\`,
    1000 * sum(transmit_bytes) / nullIf(sumIf(interval_ms, transmit_bytes IS NOT NULL), 0) AS \`transmit\`
FROM network
WHERE host = 'web-1'
  AND ts >= toDateTime64('2026-01-01 00:00:00.000', 3, 'UTC')
  AND ts < toDateTime64('2026-01-01 00:00:30.000', 3, 'UTC')
GROUP BY time, interface
ORDER BY time, interface`,
    );
  });

  test('keeps a hostile host name inside its quotes', () => {
    const sql = chartSql({ chart: 'load', host: "x' OR host != '", ...base });
    expect(sql).toContain(String.raw`WHERE host = 'x\' OR host != \''`);
  });

  test('takes longer steps where readings are rarer than samples', () => {
    expect(chartSql({ chart: 'filesystem', host: 'h', ...base, stepMs: 1_000 })).toContain(
      'INTERVAL 20 SECOND',
    );
  });

  test('takes only the rows that the chart is about', () => {
    const sql = chartSql({ chart: 'cgroup_memory', host: 'h', ...base });
    expect(sql).toContain("WHERE host = 'h'\n  AND kind != 'slice'\n  AND ts >=");
  });
});

describe('seriesOf', () => {
  const grid = { startMs: 1_767_225_600_000, stepMs: 10_000, count: 3 };

  test('leaves holes null and puts devices in order, numbers as numbers', () => {
    const rows = [
      { time: '2026-01-01 00:00:20', core: 10, cpu_core_busy: 5 },
      { time: '2026-01-01 00:00:00', core: 2, cpu_core_busy: 7.5 },
    ];
    expect(seriesOf('cpu_core', grid, rows)).toEqual([
      { name: 'busy', device: '2', values: [7.5, null, null] },
      { name: 'busy', device: '10', values: [null, null, 5] },
    ]);
  });

  test('a chart of the whole host has its lines even without a row', () => {
    expect(seriesOf('load', grid, []).map(({ name, values }) => [name, values])).toEqual([
      ['load1', [null, null, null]],
      ['load5', [null, null, null]],
      ['load15', [null, null, null]],
    ]);
  });

  test('a chart of leaders keeps few, the first of them first', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      time: '2026-01-01 00:00:00',
      name: `program ${i}`,
      process_cpu_cpu: i,
    }));
    const devices = seriesOf('process_cpu', grid, rows).map(({ device }) => device);
    expect(devices).toHaveLength(10);
    expect(devices[0]).toBe('program 39');
    expect(devices.at(-1)).toBe('program 30');
    expect(seriesOf('process_cpu', grid, rows.slice(0, 1))).toEqual([]); // it used nothing
  });

  test('of too many devices keeps those with the most to show', () => {
    const rows = Array.from({ length: chartReadLimits.maxDevices + 1 }, (_, core) => ({
      time: '2026-01-01 00:00:00',
      core,
      cpu_core_busy: core,
    }));
    const devices = seriesOf('cpu_core', grid, rows).map(({ device }) => device);
    expect(devices).toHaveLength(chartReadLimits.maxDevices);
    expect(devices).not.toContain('0');
  });
});
