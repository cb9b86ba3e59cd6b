import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from './schema/migrate.ts';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';

let clickhouse: TestDatabase;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
});
afterAll(() => clickhouse.stop());

/** What the view shows of a host whose only sample, over two seconds, has these columns. */
async function shown(
  view: string,
  columns: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>[]> {
  const host = `host-of-${view}`;
  const identity = {
    agent_id: '00000000-0000-4000-8000-000000000001',
    host,
    kind: 'sample',
    day: '2026-01-01',
  };
  const times = { ts: '2026-01-01 00:00:00', recv_ts: '2026-01-01 00:00:00', interval_ms: 2_000 };
  await clickhouse.db.insertRows('samples', [tableRow({ ...identity, ...times, ...columns })]);
  const query = `SELECT * EXCEPT (host, ts) FROM ${view} WHERE host = {host:String}`;
  return clickhouse.db.query(query, { host });
}

describe('pressure', () => {
  test('a second of two is 50 %', async () => {
    const columns = { pressure_io_full_us: 1_000_000, pressure_io_full_avg10_centi: 1_234 };
    expect(await shown('pressure', columns)).toMatchObject([
      { io_full_pct: 50, io_full_avg10_pct: 12.34, io_full_avg60_pct: null, cpu_some_pct: null },
    ]);
  });
});

describe('socket', () => {
  test('shares and rates', async () => {
    const conntrack = { socket_conntrack_entries: 50, socket_conntrack_max: 200 };
    const segments = { socket_tcp_segments_sent: 400, socket_tcp_segments_retransmitted: 4 };
    expect(await shown('socket', { ...conntrack, ...segments })).toMatchObject([
      { conntrack_used_pct: 25, tcp_retransmitted_pct: 1, tcp_segments_sent_per_s: 200, udp_no_ports: null },
    ]);
  });
});

describe('link', () => {
  test('has one row per interface', async () => {
    const names = {
      'link.name': ['eth0', 'eth1'],
      'link.state': ['up', 'down'],
      'link.duplex': ['full', ''],
    };
    const values = { 'link.speed_mbit': [1_000, null], 'link.carrier_changes': [0, 2] };
    expect(await shown('link', { ...names, ...values })).toEqual([
      { interface: 'eth0', state: 'up', duplex: 'full', speed_mbit: 1_000, carrier_changes: 0 },
      { interface: 'eth1', state: 'down', duplex: '', speed_mbit: null, carrier_changes: 2 },
    ]);
  });
});

describe('sensor', () => {
  test('frost is below zero, and a fan has no temperature', async () => {
    const names = {
      'sensor.name': ['a/temp1', 'b/fan1'],
      'sensor.chip': ['a', 'b'],
      'sensor.label': ['A', 'B'],
    };
    const values = { 'sensor.temperature_mk': [270_150, null], 'sensor.fan_rpm': [null, 900] };
    expect(await shown('sensor', { ...names, ...values, 'sensor.charge_pct': [null, null] })).toMatchObject([
      { device: 'a/temp1', temperature_celsius: -3, fan_rpm: null },
      { device: 'b/fan1', temperature_celsius: null, fan_rpm: 900 },
    ]);
  });
});

describe('processes', () => {
  const states = ['running', 'sleeping', 'uninterruptible', 'idle', 'stopped', 'zombie', 'other'];

  test('the total is of all states; a sample without a look has no row', async () => {
    const counts = Object.fromEntries(states.map((state, i) => [`process_state_${state}`, i]));
    expect(await shown('process_state', { ...counts, process_state_threads: 99 })).toMatchObject([
      { total: 21, zombie: 5, threads: 99 },
    ]);
    expect(await shown('process_state', {})).toHaveLength(1);
  });

  test('rates are over the interval of the look, not of the sample', async () => {
    const names = {
      'process.name': ['4194304', '2'],
      'process.program': ['postgres', 'kthreadd'],
      'process.user': ['p', 'r'],
    };
    const values = { 'process.cpu_ms': [25_000, null], 'process.interval_ms': [10_000, null] };
    const levels = { 'process.rss_bytes': [1_024, null], 'process.threads': [3, 1] };
    const io = { 'process.read_bytes': [20_000, null], 'process.write_bytes': [0, null] };
    expect(await shown('process', { ...names, ...values, ...levels, ...io })).toMatchObject([
      {
        pid: 4_194_304,
        name: 'postgres',
        cpu_pct: 250,
        read_bytes_per_s: 2_000,
        write_bytes_per_s: 0,
        interval_ms: 10_000,
      },
      { pid: 2, name: 'kthreadd', cpu_pct: null, rss_bytes: null, threads: 1 },
    ]);
  });
});

describe('cgroup', () => {
  test('shares are of one core, of the limit, or unknown', async () => {
    const columns = {
      name: ['/a.service', '/b.slice'],
      kind: ['unit', 'slice'],
      cpu_us: [7_500_000, null],
      interval_ms: [10_000, null],
      cpu_max_milli: [1_500, null],
      throttled_us: [1_000_000, null],
      memory_bytes: [300, 7],
      memory_max_bytes: [400, null],
      reclaimable_bytes: [100, null],
      tasks: [5, 6],
      tasks_max: [50, null],
      ...Object.fromEntries(
        ['throttled_periods', 'oom_kills', 'read_bytes', 'write_bytes'].map((name) => [name, [0, null]]),
      ),
    };
    const nested = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [`cgroup.${name}`, values]),
    );
    expect(await shown('cgroup', nested)).toMatchObject([
      {
        path: '/a.service',
        cpu_pct: 75,
        cpu_max_pct: 150,
        cpu_used_pct: 50,
        throttled_pct: 10,
        memory_used_pct: 75,
        memory_needed_pct: 50,
        tasks_used_pct: 10,
        host_memory_used_pct: null,
        first_limit: expect.stringMatching(/^(?:memory|cpu)$/), // both half used
        first_limit_pct: 50,
      },
      {
        path: '/b.slice',
        kind: 'slice',
        cpu_pct: null,
        memory_bytes: 7,
        memory_used_pct: null,
        first_limit: '',
        first_limit_pct: null,
      },
    ]);
  });

  /** A cgroup that uses 90 of 100 bytes (20 of them reclaimable), on a host with this much memory available of 1,000. */
  const beside = (host: string, available: number, max: number | null) => {
    const values = {
      name: ['/'],
      kind: ['self'],
      interval_ms: [10_000],
      memory_bytes: [90],
      memory_max_bytes: [max],
    };
    const others = ['cpu_us', 'cpu_max_milli', 'throttled_us', 'throttled_periods', 'oom_kills', 'read_bytes', 'write_bytes', 'tasks', 'tasks_max']; // prettier-ignore
    const nested = [
      ...Object.entries({ ...values, reclaimable_bytes: [20] }),
      ...others.map((name) => [name, [null]]),
    ];
    return {
      agent_id: '00000000-0000-4000-8000-000000000003',
      host,
      kind: 'sample',
      day: '2026-01-01',
      ts: '2026-01-01 00:00:00',
      memory_total_bytes: 1_000,
      memory_available_bytes: available,
      ...Object.fromEntries(nested.map(([name, value]) => [`cgroup.${String(name)}`, value])),
    };
  };

  test.each([
    ['its own limit is nearer', { available: 400, max: 100, first: ['memory', 70] }],
    ['the host runs out first', { available: 100, max: 100, first: ['host memory', 90] }],
    ['it has no limit', { available: 900, max: null, first: ['host memory', 10] }],
  ])('%s', async (host, { available, max, first: [first_limit, first_limit_pct] }) => {
    await clickhouse.db.insertRows('samples', [tableRow(beside(host, available, max))]);
    const query = 'SELECT * FROM cgroup WHERE host = {host:String}';
    const levels = { host_memory_bytes: 1_000, host_memory_available_bytes: available };
    expect(await clickhouse.db.query(query, { host })).toMatchObject([
      { ...levels, first_limit, first_limit_pct },
    ]);
  });
});

describe('metric', () => {
  const columns = (rows: Readonly<Record<string, readonly unknown[]>>) =>
    Object.fromEntries(Object.entries(rows).map(([name, values]) => [`metric.${name}`, values]));

  test('a counter has a rate over the interval of the look, a gauge a level; both may be below 1', async () => {
    const rows = {
      name: ['deploys{env="prod"}', 'queue.depth'],
      kind: ['counter', 'gauge'],
      source: ['statsd', 'queue.prom'],
      increment: [2.5, null],
      interval_ms: [10_000, 10_000],
      value: [null, -0.1],
    };
    expect(await shown('metric', columns(rows))).toEqual([
      {
        interval_ms: 10_000,
        name: 'deploys',
        labels: { env: 'prod' },
        kind: 'counter',
        value: null,
        increment: 2.5,
        per_s: 0.25,
        source: 'statsd',
        series: 'deploys{env="prod"}',
      },
      {
        interval_ms: 10_000,
        name: 'queue.depth',
        labels: {},
        kind: 'gauge',
        value: -0.1,
        increment: null,
        per_s: null,
        source: 'queue.prom',
        series: 'queue.depth',
      },
    ]);
  });

  test.each([
    ['a{x="1",y="2"}', { x: '1', y: '2' }],
    ['a{empty=""}', { empty: '' }],
    ['a{le="+Inf"}', { le: '+Inf' }],
    ['a{x="{},=",y="}"}', { x: '{},=', y: '}' }],
    [String.raw`a{x="say \"hi\"",y="C:\\new\\"}`, { x: 'say "hi"', y: String.raw`C:\new` + '\\' }],
    [String.raw`a{x="two\nlines"}`, { x: 'two\nlines' }],
    ['a{x="grüße 🙂",y=" "}', { x: 'grüße 🙂', y: ' ' }],
    ['a{x="it\'s",y="a\'b"}', { x: "it's", y: "a'b" }],
    ['a{x="$1 %s \t",http.url="/a?b=c&d"}', { x: '$1 %s \t', 'http.url': '/a?b=c&d' }],
  ])('%s', async (series, labels) => {
    const host = `host-of-${series}`;
    const row = {
      name: [series],
      kind: ['gauge'],
      source: [''],
      increment: [null],
      interval_ms: [null],
      value: [1],
    };
    const identity = {
      agent_id: '00000000-0000-4000-8000-000000000002',
      host,
      kind: 'sample',
      day: '2026-01-01',
    };
    await clickhouse.db.insertRows('samples', [
      tableRow({ ...identity, ts: '2026-01-01 00:00:00', ...columns(row) }),
    ]);
    const query = 'SELECT name, labels, series FROM metric WHERE host = {host:String}';
    expect(await clickhouse.db.query(query, { host })).toEqual([{ name: 'a', labels, series }]);
  });
});

describe('span: increments that cover another time than the sample', () => {
  const network = {
    'network.name': ['eth0'],
    ...Object.fromEntries(
      [
        'receive_packets',
        'receive_errors',
        'receive_drops',
        'receive_multicast',
        'transmit_bytes',
        'transmit_packets',
        'transmit_errors',
        'transmit_drops',
      ].map((name) => [`network.${name}`, [0]]),
    ),
    'network.receive_bytes': [30_000],
  };

  test('rates divide by it, and sums of the interval count it', async () => {
    expect(await shown('network', { ...network, span_network_ms: 10_000 })).toMatchObject([
      { interval_ms: 10_000, receive_bytes_per_s: 3_000 },
    ]);
    expect(await shown('memory', { memory_page_faults: 600, span_memory_ms: 6_000 })).toMatchObject([
      { interval_ms: 6_000, page_faults_per_s: 100 },
    ]);
    expect(await shown('cpu', { cpu_forks: 500, span_cpu_ms: 5_000 })).toMatchObject([
      { interval_ms: 5_000, forks_per_s: 100 },
    ]);
  });

  test("a sample that the group was not read for adds nothing, and without a span the interval is the sample's", async () => {
    const query = `SELECT sum(interval_ms) AS ms, sum(tcp_segments_sent) AS sent FROM socket WHERE host = 'host-of-socket-span'`;
    const identity = {
      agent_id: '00000000-0000-4000-8000-000000000001',
      host: 'host-of-socket-span',
      kind: 'sample',
    };
    const times = {
      day: '2026-01-01',
      ts: '2026-01-01 00:00:00',
      recv_ts: '2026-01-01 00:00:00',
      interval_ms: 2_000,
    };
    await clickhouse.db.insertRows('samples', [
      tableRow({ ...identity, ...times, socket_tcp_segments_sent: 7 }),
      tableRow({ ...identity, ...times, span_socket_ms: 0 }),
      tableRow({ ...identity, ...times, span_socket_ms: 4_000, socket_tcp_segments_sent: 14 }),
    ]);
    expect(await clickhouse.db.query(query)).toEqual([{ ms: 6_000, sent: 21 }]);
  });
});

describe('agent', () => {
  test('what it costs by group, and whether it keeps its budget', async () => {
    const columns = {
      name: ['process'],
      interval_ms: [10_000],
      read_us: [500_000],
      reads: [2],
      slow_factor: [4],
    };
    const nested = Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [`agent_group.${name}`, value]),
    );
    expect(await shown('agent_group', nested)).toEqual([
      {
        interval_ms: 10_000,
        group: 'process',
        cpu_pct: 5,
        read_us_each: 250_000,
        reads: 2,
        read_us: 500_000,
        slow_factor: 4,
      },
    ]);
    const budget = { agent_slowed_groups: 1, agent_over_cpu_budget: 1, agent_over_rss_budget: 0 };
    expect(await shown('agent', budget)).toMatchObject([
      { slowed_groups: 1, over_cpu_budget: 1, over_rss_budget: 0 },
    ]);
    expect(await shown('agent', {})).toContainEqual(expect.objectContaining({ over_cpu_budget: null }));
  });
});
