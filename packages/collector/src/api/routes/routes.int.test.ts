import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { parseToken } from '@hostwire/protocol';
import { insertAlertEvents, writeAgent, writeAgentIssues, writeInventory } from '@hostwire/storage';
import { alertEventId } from '@hostwire/alerts';
import type {
  AgentResponse,
  AgentsResponse,
  AlertsResponse,
  ChartsResponse,
  CreatedToken,
  DeletionResponse,
  FleetEvent,
  HostDetail,
  HostsResponse,
  StatusResponse,
  TokensResponse,
} from '@hostwire/api';
import { waitFor } from '@hostwire/testing';
import { sampleColumns } from '@hostwire/testing/storage';
import {
  errorCodeOf,
  TestApi,
  testAgentId as agentId,
  testHost as host,
  testPin as pin,
} from '../testing/test-api.ts';

let api: TestApi;
let cookie: string;
const cut: string[] = [];

const cpu = (user: number, idle: number) => ({
  cpu_user_ms: user,
  cpu_system_ms: 0,
  cpu_idle_ms: idle,
  cpu_iowait_ms: 0,
});

beforeAll(async () => {
  api = await TestApi.start();
  cookie = await api.logIn();
  api.registry.onRevoked(async (agent) => void cut.push(agent.host));
});
afterAll(() => api.stop());

describe('hosts', () => {
  const nowMs = Date.now();
  const stepMs = 10_000;
  const startMs = Math.floor((nowMs - 60_000) / stepMs) * stepMs;

  beforeAll(async () => {
    await api.sample(startMs + 1_000, cpu(30, 70));
    await api.sample(startMs + 2_000, cpu(10, 90));
    await api.sample(startMs + 31_000, { ...cpu(5, 5), load_load1_centi: 150 });
  });

  const path = `/api/v1/hosts/${encodeURIComponent(host)}`;

  test('show their state and newest values', async () => {
    await api.sample(Date.now(), cpu(60, 40));
    const { hosts } = await api.admin<HostsResponse>('/api/v1/hosts');
    expect(hosts).toHaveLength(1);
    expect(hosts[0]).toMatchObject({
      host,
      displayName: 'Web',
      agentId,
      state: 'live',
      labels: { env: 'prod' },
      cpuBusyPct: 60,
      memoryUsedPct: null,
      firing: 0,
    });
    expect(hosts[0]!.cpuSpark).toHaveLength(30);
  });

  test('one of them comes with what its agent cannot read, and so does the agent', async () => {
    const issue = { group: 'load', device: '', column: '', code: 'ENOENT', message: '/proc/loadavg is gone' };
    await writeAgentIssues(api.database.db, { agentId, host, receivedMs: nowMs, issues: [issue] });
    expect(await api.admin(path)).toMatchObject({ issues: [issue] });
    expect(await api.admin(`/api/v1/agents/${agentId}`)).toMatchObject({ issues: [issue] });
  });

  test('one of them comes with its inventory', async () => {
    expect((await api.admin<HostDetail>(path)).inventory).toBeNull();
    const shown = {
      hostname: 'web',
      os: 'Debian',
      kernel: '6.1',
      arch: 'x64',
      bootedMs: 5_000,
      cpuModel: 'm',
      cpuCores: 4,
      cpuPhysicalCores: 2,
      cpuSockets: 1,
      memoryBytes: 16e9,
      virtualisation: '',
      cloud: '',
      container: '',
      manufacturer: '',
      model: '',
      disks: [{ name: 'sda', model: '', sizeBytes: 1e12, type: 'SSD' }],
      interfaces: [{ name: 'eth0', mac: '', addresses: ['192.0.2.7'], speedMbit: 1000 }],
      gpus: [],
      agentVersion: '1',
      nodeVersion: '20',
    };
    await writeInventory(api.database.db, {
      agentId,
      host,
      receivedMs: nowMs,
      inventory: { ...shown, bootId: 'b' },
    });
    api.inventoriesWritten++;
    expect(await api.admin(path)).toMatchObject({
      inventory: shown,
      connected: true,
      clock: { offsetMs: 700_000, isTolerated: false },
      os: 'Debian',
      cpuCores: 4,
    });
    const unknown = await api.call('socket', { path: '/api/v1/hosts/none' });
    expect([unknown.status, errorCodeOf(unknown)]).toEqual([404, 'HOST_UNKNOWN']);
    expect(JSON.stringify(unknown)).toContain('hostwire agents list');
  });

  test('charts hold what was measured, holes null, gaps reported', async () => {
    const query = `charts=cpu,load&fromMs=${startMs}&toMs=${startMs + 4 * stepMs}&points=4`;
    const answer = await api.admin<ChartsResponse>(`${path}/charts?${query}`);
    expect(answer).toMatchObject({ fromMs: startMs, toMs: startMs + 40_000, stepMs });
    const [cpuChart, loadChart] = answer.charts;
    expect(cpuChart!.tsMs).toEqual([0, 1, 2, 3].map((step) => startMs + step * stepMs));
    expect(cpuChart!.series.find(({ name }) => name === 'user')!.values).toEqual([20, null, null, 50]);
    expect(loadChart!.series[0]).toEqual({ name: 'load1', device: '', values: [null, null, null, 1.5] });
    expect(answer.gaps).toContainEqual({ fromMs: startMs + 2_000, toMs: startMs + 31_000, reason: '' });
    const sql = await api.call('socket', {
      method: 'POST',
      path: '/api/v1/sql',
      body: { query: cpuChart!.sql, format: 'JSONEachRow' },
    });
    expect(sql.text.trim().split('\n')).toHaveLength(2);
  });

  test('a page can go on with the step that it shows', async () => {
    const answer = await api.admin<ChartsResponse>(
      `${path}/charts?charts=cpu&fromMs=${startMs + 30_000}&toMs=${startMs + 35_000}&stepMs=10000`,
    );
    expect(answer.stepMs).toBe(10_000);
    expect(answer.charts[0]!.tsMs).toEqual([startMs + 30_000]);
  });

  test.each([
    ['charts=cpu,heat', 'REQUEST_INVALID'],
    ['charts=', 'REQUEST_INVALID'],
    ['charts=cpu&points=1000000', 'REQUEST_INVALID'],
    ['charts=cpu&stepMs=1500', 'REQUEST_INVALID'],
    ['charts=cpu&fromMs=5&toMs=5', 'RANGE_INVALID'],
    ['charts=cpu&fromMs=0&toMs=99999999999999', 'RANGE_INVALID'],
    ['charts=cpu&fromMs=0&toMs=86400000&stepMs=1000', 'RANGE_INVALID'],
  ])('charts?%s is refused', async (query, code) => {
    const answer = await api.call('socket', { path: `${path}/charts?${query}` });
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, code]);
  });

  test('what changed can be asked about the first instant that there is, and about none after the last', async () => {
    expect(await api.admin(`${path}/changes?fromMs=0&toMs=1`)).toMatchObject({ beforeMs: 0, changes: [] });
    const late = await api.call('socket', { path: `${path}/changes?fromMs=8e15&toMs=8000000000000001` });
    expect([late.status, errorCodeOf(late)]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('an identity in use on two machines', () => {
  const agentPath = `/api/v1/agents/${agentId}`;
  const report = { detail: 'another machine is connected under this identity', isRejected: true };

  test('is shown with its agent and host until somebody accepts the machine, who is remembered', async () => {
    const row = api.registry.agent(agentId)!;
    expect((await api.admin<AgentResponse>(agentPath)).agent.clone).toBeNull();
    api.identities.report(row, report);
    const clone = { sinceMs: expect.any(Number), detail: report.detail };
    expect((await api.admin<AgentsResponse>('/api/v1/agents')).agents[0]!.clone).toEqual(clone);
    expect((await api.admin<HostsResponse>('/api/v1/hosts')).hosts[0]!.clone).toEqual(clone);

    const accepted = await api.admin(`${agentPath}/accept`, {});
    expect(accepted).toMatchObject({ owner: 'connected', agent: { host, clone: null } });
    expect((await api.admin<HostsResponse>('/api/v1/hosts')).hosts[0]!.clone).toBeNull();
    const [entry] = await api.database.db.query<{ action: string; detail: string }>(
      "SELECT action, detail FROM audit_log WHERE action = 'agent.accept'",
    );
    expect(entry).toMatchObject({ detail: expect.stringContaining('is connected') });
  });
});

describe('tokens and agents', () => {
  test('a token is shown whole once, and can be revoked', async () => {
    const created = await api.admin<CreatedToken>('/api/v1/tokens', {
      ttlSeconds: 60,
      uses: 2,
      labels: { env: 'test' },
      cidr: ['10.0.0.0/8'],
    });
    expect(parseToken(created.token)).toMatchObject({ id: created.id, pin });
    expect(created.enrollCommand).toBe(
      `npx hostwire-agent enroll --collector wss://192.0.2.1:4681 --token ${created.token} && npx hostwire-agent run`,
    );
    const { tokens } = await api.admin<TokensResponse>('/api/v1/tokens');
    expect(tokens.find(({ id }) => id === created.id)).toMatchObject({
      state: 'valid',
      uses: 2,
      usesLeft: 2,
      labels: { env: 'test' },
      cidr: ['10.0.0.0/8'],
    });
    expect(await api.admin(`/api/v1/tokens/${created.id}/revoke`, {})).toMatchObject({
      token: { state: 'revoked' },
    });
    const unknown = await api.call('socket', {
      method: 'POST',
      path: '/api/v1/tokens/0000000000000000/revoke',
    });
    expect([unknown.status, errorCodeOf(unknown)]).toEqual([404, 'TOKEN_UNKNOWN']);
    const [audit] = await api.database.db.query<{ actor: string }>(
      `SELECT actor FROM audit_log WHERE action = 'token.revoke'`,
    );
    expect(audit?.actor).toBe('admin (unix socket)');
  });

  test('agents are listed with their sessions', async () => {
    const { agents } = await api.admin<AgentsResponse>('/api/v1/agents');
    expect(agents).toMatchObject([
      {
        agentId,
        host,
        displayName: 'Web',
        connected: true,
        enrolledMs: 1_000,
        revokedMs: null,
        address: '192.0.2.7',
      },
    ]);
  });

  test('an agent is cut off before the answer comes', async () => {
    const other = '00000000-0000-4000-8000-000000000002';
    const [mine] = [...api.registry.agents()];
    await writeAgent(api.database.db, { ...mine!, agentId: other, host: 'other' });
    await api.registry.load();
    expect(await api.admin(`/api/v1/agents/${other}/revoke`, {})).toMatchObject({
      agent: { host: 'other', state: 'revoked' },
    });
    expect(cut).toEqual(['other']);
    const unknown = await api.call('socket', { method: 'POST', path: '/api/v1/agents/nobody/revoke' });
    expect([unknown.status, errorCodeOf(unknown)]).toEqual([404, 'AGENT_UNKNOWN']);
  });
});

describe('deleting an agent', () => {
  const enrolled = async (name: string, id: string) => {
    await writeAgent(api.database.db, { ...api.registry.agent(agentId)!, agentId: id, host: name });
    const ts = new Date().toISOString().replace('T', ' ').slice(0, -1);
    const row = { agent_id: id, host: name, epoch: 1, seq: 1, day: ts.slice(0, 10), ts, recv_ts: ts };
    await api.database.db.insertRows('samples', [row]);
    await api.registry.load();
  };
  const shown = async () => {
    const { agents } = await api.admin<AgentsResponse>('/api/v1/agents');
    const { hosts } = await api.admin<HostsResponse>('/api/v1/hosts');
    return [...agents, ...hosts].map(({ host: name }) => name);
  };
  const samplesOf = async (name: string) =>
    (await api.database.db.query('SELECT 1 FROM samples WHERE host = {name:String}', { name })).length;

  test('is refused until it is revoked, with what to do', async () => {
    await enrolled('stays', '00000000-0000-4000-8000-000000000003');
    const path = '/api/v1/agents/stays/delete';
    const refused = await api.call('socket', { method: 'POST', path, body: { samples: 'delete' } });
    expect([refused.status, errorCodeOf(refused)]).toEqual([409, 'AGENT_NOT_REVOKED']);
    expect(refused.text).toContain('hostwire agents revoke stays');
    expect(await samplesOf('stays')).toBe(1);
  });

  test.each([
    ['keep', '00000000-0000-4000-8000-000000000004', 1],
    ['delete', '00000000-0000-4000-8000-000000000005', 0],
  ] as const)('takes it out of every list, and its settings: samples %s', async (samples, id, left) => {
    const name = `gone-${samples}`;
    await enrolled(name, id);
    await api.settings.change(
      { kind: 'host', target: name },
      { set: { interval_ms: 5_000 }, reset: [], actor: 'test' },
    );
    await api.admin(`/api/v1/agents/${name}/revoke`, {});
    expect(await shown()).toContain(name);
    let answer: DeletionResponse;
    do answer = await api.admin<DeletionResponse>(`/api/v1/agents/${name}/delete`, { samples });
    while (!answer.deleted);
    expect(await shown()).not.toContain(name);
    expect(await samplesOf(name)).toBe(left);
    expect(api.settings.effective(name, {}).filter(({ source }) => source === 'host')).toEqual([]);
    const again = await api.call('socket', {
      method: 'POST',
      path: `/api/v1/agents/${name}/delete`,
      body: { samples },
    });
    expect([again.status, errorCodeOf(again)]).toEqual([404, 'AGENT_UNKNOWN']);
    const audit = await api.database.db.query(
      "SELECT detail FROM audit_log WHERE action = 'agent.delete' ORDER BY ts",
    );
    expect(audit).toContainEqual({ detail: `${name}: samples ${samples === 'keep' ? 'kept' : 'deleted'}` });
  });
});

test('alerts are listed, newest first', async () => {
  const event = (rule: string, sinceMs: number, state: 'firing' | 'resolved') => {
    const alert = { rule, host, device: '', sinceMs };
    const facts = { severity: 'critical', value: 1, threshold: null, summary: 's', actor: '', note: '' };
    return { id: alertEventId(alert, state), ...alert, ...facts, state, tsMs: sinceMs + 1 };
  };
  await insertAlertEvents(api.database.db, [
    event('host_silent', 1_000, 'firing'),
    event('memory_nearly_exhausted', 2_000, 'firing'),
    { ...event('memory_nearly_exhausted', 2_000, 'resolved'), tsMs: 2_002 },
  ]);
  const { alerts } = await api.admin<AlertsResponse>('/api/v1/alerts?state=all');
  expect(alerts).toMatchObject([
    {
      rule: 'memory_nearly_exhausted',
      state: 'resolved',
      severity: 'critical',
      firedMs: 2_001,
      resolvedMs: 2_002,
    },
    { rule: 'host_silent', state: 'firing', severity: 'critical', firedMs: 1_001, resolvedMs: null },
  ]);
});

test('status tells how things are', async () => {
  expect(await api.admin<StatusResponse>('/api/v1/status')).toMatchObject({
    version: '1.2.3',
    clickhouse: { reachable: true, database: api.database.db.name },
    ingest: { agentsConnected: 1, samplesCommitted: 7, commitDelayMs: { p50: 1, p99: 2 } },
    gateway: { url: 'wss://192.0.2.1:4681', pin },
  });
});

describe('sql', () => {
  const sql = (query: string, format?: string) =>
    api.call('socket', {
      method: 'POST',
      path: '/api/v1/sql',
      body: format === undefined ? { query } : { query, format },
    });

  test('answers in the format asked for', async () => {
    expect(await sql('SELECT 1 AS a, 2 AS b', 'TSVWithNames')).toMatchObject({
      status: 200,
      text: 'a\tb\n1\t2\n',
    });
    expect((await sql('SELECT 1')).headers['content-type']).toMatch(/^application\/json/);
  });

  test("passes on ClickHouse's own words", async () => {
    const answer = await sql('SELEC 1');
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'QUERY_FAILED']);
    expect(answer.text).toContain('Syntax error');
    const ofLibrary = await sql(`SELECT catboostEvaluate('/no/such/model', 1.)`);
    expect([ofLibrary.status, errorCodeOf(ofLibrary)]).toEqual([400, 'QUERY_FAILED']);
    expect(ofLibrary.text).toContain('catboost_lib_path');
  });

  test('ends the query of a client that leaves, also before the answer begins', async () => {
    const mark = 'left-alone';
    const query = `SELECT sum(sleepEachRow(0.001)), '${mark}' FROM numbers(1000000) SETTINGS max_block_size = 10`;
    const running = async () => {
      const sql = `SELECT 1 FROM system.processes WHERE query_id LIKE 'hostwire-sql-socket-%' AND position(query, {mark:String}) > 0`;
      return (await api.database.db.query(sql, { mark })).length === 1;
    };
    const leaving = new AbortController();
    const { signal } = leaving;
    const left = api.open('socket', { method: 'POST', path: '/api/v1/sql', body: { query }, signal });
    await waitFor('the query runs', running);
    leaving.abort();
    await expect(left).rejects.toThrow();
    await waitFor('the query has ended', async () => !(await running()));
  });
});

describe('live', () => {
  /** Reads a stream until it holds an event of that name; gives back its data. */
  async function event<T>(response: IncomingMessage, name: string): Promise<T> {
    let all = '';
    for await (const chunk of response.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      all += String(chunk);
      const found = new RegExp(`event: ${name}\ndata: (.*)\n\n`).exec(all);
      if (found !== null) return JSON.parse(found[1]!) as T;
    }
    throw new Error(`the stream ended without ${name}: ${all}`);
  }

  test('tells of the whole fleet at once', async () => {
    const response = await api.open('web', { path: '/api/v1/live?fleet=1', headers: { cookie } });
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const { hosts, alerts } = await event<FleetEvent>(response, 'fleet');
    expect(hosts.map((one) => one.host)).toContain(host);
    expect(alerts).toEqual([]);
    response.destroy();
  });

  const numbers = { epoch: '1'.padStart(16, '0'), firstSeq: 1, lastSeq: 1, isRefused: false };
  /** A batch of one sample. */
  const received = (tsMs: number) => {
    const columns = { ...sampleColumns([]), samples: 1, tsMs: Float64Array.of(tsMs) };
    return { host, samples: 1, ...numbers, lastTsMs: tsMs, batches: [columns] };
  };

  test('tells of a host what is received of it, and what was not at hand before it was committed', async () => {
    const response = await api.open('web', {
      path: `/api/v1/live?host=${encodeURIComponent(host)}`,
      headers: { cookie },
    });
    api.ingest.receive({ ...received(1), host: 'another' });
    api.ingest.receive({ host, samples: 0, ...numbers, lastTsMs: 2, batches: [] });
    api.ingest.receive({ host, samples: 3, ...numbers, lastTsMs: 3_000, batches: [] }); // history
    api.ingest.receive(received(4_000));
    expect(await event(response, 'samples')).toEqual({ host, lastTsMs: 4_000 });
    api.ingest.receive(received(5_000));
    api.ingest.receive(received(6_000));
    expect(await event(response, 'samples')).toEqual({ host, lastTsMs: 6_000 }); // both, a second later
    api.ingest.commit(received(6_000));
    api.ingest.commit({ host, samples: 3, ...numbers, lastTsMs: 3_000, batches: [] });
    expect(await event(response, 'samples')).toEqual({ host, lastTsMs: 3_000 });
    response.destroy();
    expect(api.arrivals.heardWithin(host, 60_000)).toBe(true);
  });

  test('wants to know what to watch', async () => {
    for (const query of ['', '?fleet=1&host=x', '?host=nobody']) {
      expect((await api.call('socket', { path: `/api/v1/live${query}` })).status).toBe(
        query === '?host=nobody' ? 404 : 400,
      );
    }
  });
});
