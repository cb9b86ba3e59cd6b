import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Sample } from '@hostwire/protocol';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { views as viewFiles } from './generated/schema.ts';
import { migrate } from './schema/migrate.ts';
import { SampleGroup } from './sample-group.ts';
import { SampleWriter } from './sample-writer.ts';
import { writeAgent } from './tables/agents.ts';
import { reading, sampleColumns, startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';

let clickhouse: TestDatabase;

const recvMs = Date.UTC(2026, 6, 1, 12);
const day = Math.floor(recvMs / 86_400_000);
const agentId = '00000000-0000-0000-0000-000000000001';

/** Two seconds of one host; the second sample reads only what a platform tells that knows little. */
const samples: readonly Sample[] = [
  {
    tsMs: recvMs - 2000,
    monoMs: 1,
    intervalMs: 2000,
    readings: {
      cpu: reading('cpu', {
        '': { user_ms: 1000, nice_ms: 0, system_ms: 500, idle_ms: 2000, iowait_ms: 300, irq_ms: 0, softirq_ms: 100, steal_ms: 100, guest_ms: 200, guest_nice_ms: 0, cores: 2, context_switches: 3000, forks: 5 }, // prettier-ignore
      }),
      cpu_core: reading('cpu_core', {
        '0': {
          user_ms: 500,
          nice_ms: 0,
          system_ms: 0,
          idle_ms: 1500,
          iowait_ms: 0,
          irq_ms: 0,
          softirq_ms: 0,
          steal_ms: 0,
        },
        '11': { user_ms: 1, system_ms: 1 },
      }),
      load: reading('load', { '': { load1_centi: 150, load5_centi: 7, tasks: 321 } }),
      memory: reading('memory', {
        '': {
          total_bytes: 8000,
          available_bytes: 6000,
          swap_total_bytes: 0,
          swap_free_bytes: 0,
          page_faults: 100,
        },
      }),
      disk: reading('disk', {
        sda: { read_ops: 10, read_bytes: 40960, read_ms: 25, write_ops: 0, write_bytes: 0, write_ms: 0, in_flight_ops: 3, busy_ms: 500, weighted_ms: 4000 }, // prettier-ignore
        sdb: { read_ops: 0, read_ms: 0, write_ops: 4, write_ms: 6, discard_ops: 2, discard_ms: 3 },
      }),
      filesystem: reading('filesystem', {
        '/': { device: '/dev/sda1', type: 'ext4', size_bytes: 1000, free_bytes: 300, available_bytes: 200, inodes_total: 50, inodes_free: 40, read_only: 1 }, // prettier-ignore
        '/boot/efi': { device: '/dev/sda2', type: 'vfat', size_bytes: 100, free_bytes: 100, available_bytes: 100, inodes_total: 0, inodes_free: 0, read_only: 0 }, // prettier-ignore
      }),
      network: reading('network', { eth0: { receive_bytes: 5000, transmit_packets: 7, receive_errors: 0 } }),
      agent: reading('agent', { '': { cpu_us: 4000, rss_bytes: 50, sent_bytes: 300, resets: 1 } }),
    },
  },
  {
    tsMs: recvMs - 1000,
    monoMs: 2,
    intervalMs: 1000,
    readings: { cpu: reading('cpu', { '': { user_ms: 100, system_ms: 100, idle_ms: 800 } }) },
  },
];

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  const { db } = clickhouse;
  await migrate(db);
  const writer = new SampleWriter(db, { shard: 'main', holder: 'test' });
  await writer.acquire();
  const group = new SampleGroup();
  const origin = {
    agentId,
    host: 'a',
    epoch: '0000000000000001',
    seq: 1,
    hash: '0000000000000001',
    day,
    recvMs,
  };
  group.addBatch(origin, sampleColumns(samples));
  group.addTombstone({ ...origin, seq: 2 }, 'refused');
  await writer.insert(group);
  await db.command(
    `INSERT INTO samples (host, day, ts, interval_ms)
     SELECT concat('filler', toString(number % 50)), '2026-07-01', toDateTime64('2026-07-01 00:00:00', 3, 'UTC') + intDiv(number, 50), 1000
     FROM numbers(200000)`,
  );
});
afterAll(() => clickhouse.stop());

const views = viewFiles.map(({ name }) => basename(name, '.sql'));

type Row = Record<string, unknown>;

const rowsOf = (view: string, columns: string, order = 'ts'): Promise<Row[]> =>
  clickhouse.db.query<Row>(`SELECT ${columns} FROM ${view} WHERE host = 'a' ORDER BY ${order}`);

describe('the views', () => {
  test('have the columns and types that users were told', async () => {
    const columns = await clickhouse.db.query<{ table: string; name: string; type: string }>(
      `SELECT table, name, type FROM system.columns
       WHERE database = currentDatabase() AND table IN {views:Array(String)} ORDER BY table, position`,
      { views },
    );
    const actual = columns.map(({ table, name, type }) => `${table}.${name} ${type}\n`).join('');
    expect(actual).toBe(await readFile(new URL('./views.golden.txt', import.meta.url), 'utf8'));
  });

  test.each(
    views.filter(
      (view) => !['coverage', 'host', 'alert_history', 'issue', 'filesystem_outlook'].includes(view),
    ),
  )('a filter on host and time uses the primary key through %s', async (view) => {
    const plan = await clickhouse.db.query<{ explain: string }>(
      `EXPLAIN indexes = 1 SELECT * FROM ${view}
         WHERE host = 'filler7' AND ts >= '2026-07-01 00:10:00' AND ts < '2026-07-01 00:11:00'`,
    );
    const text = plan.map(({ explain }) => explain).join('\n');
    const [, read, all] = /PrimaryKey[\s\S]*?Granules: (\d+)\/(\d+)/.exec(text)!;
    expect(Number(all)).toBeGreaterThan(20);
    expect(Number(read)).toBeLessThanOrEqual(2);
  });

  test('a filter on the host uses the primary key through coverage, for samples and for gaps', async () => {
    const plan = await clickhouse.db.query<{ explain: string }>(
      `EXPLAIN indexes = 1 SELECT * FROM coverage WHERE host = 'filler7'`,
    );
    const text = plan.map(({ explain }) => explain).join('\n');
    const granules = [...text.matchAll(/PrimaryKey[\s\S]*?Granules: (\d+)\/\d+/g)].map(([, read]) =>
      Number(read),
    );
    expect(granules).toHaveLength(2);
    expect(Math.max(...granules)).toBeLessThanOrEqual(2);
  });
});

describe('by hand:', () => {
  test('cpu', async () => {
    const columns = `interval_ms, cores, busy_pct, user_pct, system_pct, idle_pct, iowait_pct, nice_pct, softirq_pct,
      steal_pct, guest_pct, context_switches_per_s, interrupts_per_s, forks_per_s, user_ms`;
    expect(await rowsOf('cpu', columns)).toEqual([
      {
        interval_ms: 2000,
        cores: 2,
        busy_pct: 42.5, // of 4000 ms accounted, 2000 idle and 300 waiting
        user_pct: 25,
        system_pct: 12.5,
        idle_pct: 50,
        iowait_pct: 7.5,
        nice_pct: 0,
        softirq_pct: 2.5,
        steal_pct: 2.5,
        guest_pct: 5,
        context_switches_per_s: 1500,
        interrupts_per_s: null,
        forks_per_s: 2.5,
        user_ms: 1000,
      },
      {
        interval_ms: 1000,
        cores: null,
        busy_pct: 20,
        user_pct: 10,
        system_pct: 10,
        idle_pct: 80,
        iowait_pct: null,
        nice_pct: null,
        softirq_pct: null,
        steal_pct: null,
        guest_pct: null,
        context_switches_per_s: null,
        interrupts_per_s: null,
        forks_per_s: null,
        user_ms: 100,
      },
    ]);
  });

  test('cpu_core: no share without the idle time', async () => {
    expect(await rowsOf('cpu_core', 'core, busy_pct, user_pct, idle_pct', 'core')).toEqual([
      { core: 0, busy_pct: 25, user_pct: 25, idle_pct: 75 },
      { core: 11, busy_pct: null, user_pct: null, idle_pct: null },
    ]);
  });

  test('load and memory', async () => {
    expect((await rowsOf('load', 'load1, load5, load15, tasks'))[0]).toEqual({
      load1: 1.5,
      load5: 0.07,
      load15: null,
      tasks: 321,
    });
    const columns =
      'total_bytes, used_bytes, used_pct, swap_used_bytes, swap_used_pct, page_faults_per_s, oom_kills';
    expect((await rowsOf('memory', columns))[0]).toEqual({
      total_bytes: 8000,
      used_bytes: 2000,
      used_pct: 25,
      swap_used_bytes: 0,
      swap_used_pct: null, // no swap
      page_faults_per_s: 50,
      oom_kills: null,
    });
  });

  test('disk', async () => {
    const columns = `device, read_ops_per_s, read_bytes_per_s, write_ops_per_s, discard_ops_per_s, read_await_ms,
      write_await_ms, await_ms, busy_pct, queue_depth, in_flight_ops, read_ops`;
    expect(await rowsOf('disk', columns, 'device')).toEqual([
      {
        device: 'sda',
        read_ops_per_s: 5,
        read_bytes_per_s: 20480,
        write_ops_per_s: 0,
        discard_ops_per_s: null,
        read_await_ms: 2.5,
        write_await_ms: null, // no writes
        await_ms: 2.5,
        busy_pct: 25,
        queue_depth: 2,
        in_flight_ops: 3,
        read_ops: 10,
      },
      {
        device: 'sdb',
        read_ops_per_s: 0,
        read_bytes_per_s: null,
        write_ops_per_s: 2,
        discard_ops_per_s: 1,
        read_await_ms: null,
        write_await_ms: 1.5,
        await_ms: 1.5,
        busy_pct: null,
        queue_depth: null,
        in_flight_ops: null,
        read_ops: 0,
      },
    ]);
  });

  test('filesystem', async () => {
    expect(await rowsOf('filesystem', '* EXCEPT (host, ts)', 'mount')).toEqual([
      {
        mount: '/',
        device: '/dev/sda1',
        type: 'ext4',
        size_bytes: 1000,
        free_bytes: 300,
        available_bytes: 200,
        used_bytes: 700,
        used_pct: 700 / 9, // 700 of the 900 that unprivileged users can reach
        inodes_total: 50,
        inodes_free: 40,
        inodes_used_pct: 20,
        read_only: 1,
      },
      expect.objectContaining({ mount: '/boot/efi', used_pct: 0, inodes_used_pct: null, read_only: 0 }),
    ]);
  });

  test('network and agent', async () => {
    const columns =
      'interface, receive_bytes_per_s, transmit_packets_per_s, receive_errors_per_s, transmit_bytes_per_s';
    expect(await rowsOf('network', columns)).toEqual([
      {
        interface: 'eth0',
        receive_bytes_per_s: 2500,
        transmit_packets_per_s: 3.5,
        receive_errors_per_s: 0,
        transmit_bytes_per_s: null,
      },
    ]);
    expect((await rowsOf('agent', 'cpu_pct, rss_bytes, sent_bytes_per_s, resets, spool_bytes'))[0]).toEqual({
      cpu_pct: 0.2,
      rss_bytes: 50,
      sent_bytes_per_s: 150,
      resets: 1,
      spool_bytes: null,
    });
  });

  test('host: one row per agent; last seen is the newest sample, not a tombstone, from the projection', async () => {
    const agent = {
      publicKey: '',
      machineHash: '',
      tokenId: '',
      labels: { env: 'prod' },
      enrolledMs: recvMs,
      revokedMs: null,
      deletedMs: null,
      renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
      version: 1,
    };
    await writeAgent(clickhouse.db, { ...agent, agentId, host: 'a', displayName: 'A' });
    const unseen = '00000000-0000-0000-0000-0000000000ff';
    await writeAgent(clickhouse.db, { ...agent, agentId: unseen, host: 'b', displayName: 'B' });
    await writeAgent(clickhouse.db, {
      ...agent,
      agentId: unseen,
      host: 'b',
      displayName: 'renamed',
      version: 2,
    });
    const rows = await clickhouse.db.query(
      'SELECT host, display_name, labels, last_seen, revoked, os, cpu_cores, booted FROM host ORDER BY host',
    );
    const nothingKnown = { revoked: null, os: '', cpu_cores: null, booted: null, labels: { env: 'prod' } };
    expect(rows).toEqual([
      { host: 'a', display_name: 'A', last_seen: '2026-07-01 11:59:59.000', ...nothingKnown },
      { host: 'b', display_name: 'renamed', last_seen: null, ...nothingKnown },
    ]);
    const plan = await clickhouse.db.query<{ explain: string }>('EXPLAIN SELECT last_seen FROM host');
    expect(plan.map(({ explain }) => explain).join('\n')).toContain('ReadFromMergeTree (marks)');
  });
});
