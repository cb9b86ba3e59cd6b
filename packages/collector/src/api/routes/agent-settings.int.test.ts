import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AgentResponse, AgentDetailResponse } from '@hostwire/api';
import type { HostDetail } from '@hostwire/api';
import type { AgentSettingsResponse, LabelSettingsResponse, SettingsHistoryResponse } from '@hostwire/api';
import { errorCodeOf, TestApi, testHost as host } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const agent = `/api/v1/agents/${encodeURIComponent(host)}`;
const post = (path: string, body: unknown) => api.call('socket', { method: 'POST', path, body });

async function settingOf(key: string) {
  const { settings } = await api.admin<AgentSettingsResponse>(`${agent}/settings`);
  return settings.find((setting) => setting.key === key);
}

describe('settings of an agent', () => {
  test('are the defaults until something is set, by label or by host', async () => {
    expect(await settingOf('interval_ms')).toEqual({
      key: 'interval_ms',
      value: 1_000,
      source: 'default',
      target: '',
    });
    const change = { label: 'env=prod', set: { interval_ms: 5_000, 'exclude.disk': ['loop*'] } };
    const { label } = await api.admin<LabelSettingsResponse>('/api/v1/label-settings', change);
    expect(label).toMatchObject({ label: 'env=prod', settings: change.set });
    expect(await settingOf('exclude.disk')).toMatchObject({
      value: ['loop*'],
      source: 'label',
      target: 'env=prod',
    });
    await api.admin(`${agent}/settings`, { set: { interval_ms: 2_000 } });
    expect(await settingOf('interval_ms')).toMatchObject({ value: 2_000, source: 'host', target: host });
    await api.admin(`${agent}/settings`, { reset: ['interval_ms'] });
    expect(await settingOf('interval_ms')).toMatchObject({ value: 5_000, source: 'label' });
    expect(await api.admin('/api/v1/label-settings')).toMatchObject({ labels: [{ label: 'env=prod' }] });
  });

  test('history tells who changed what, newest first, of the host and its labels', async () => {
    const { changes } = await api.admin<SettingsHistoryResponse>(`${agent}/settings/history`);
    expect(changes.map(({ actor, object, detail }) => [actor, object, detail])).toEqual([
      ['admin (unix socket)', `host ${host}`, 'interval_ms reset'],
      ['admin (unix socket)', `host ${host}`, 'interval_ms = 2000'],
      ['admin (unix socket)', 'label env=prod', 'interval_ms = 5000, exclude.disk = ["loop*"]'],
    ]);
  });

  test('wrong input is refused with what is right, and changes nothing', async () => {
    const answer = await post(`${agent}/settings`, { set: { 'group.gpu': false, interval_ms: 7_000 } });
    expect([answer.status, errorCodeOf(answer)]).toEqual([400, 'REQUEST_INVALID']);
    expect(answer.text).toContain('there is no group gpu; there are cpu, load');
    expect(await settingOf('interval_ms')).toMatchObject({ value: 5_000 });
    const unknown = await post('/api/v1/agents/nobody/settings', { set: { interval_ms: 7_000 } });
    expect([unknown.status, errorCodeOf(unknown)]).toEqual([404, 'AGENT_UNKNOWN']);
    expect((await post('/api/v1/label-settings', { label: 'prod', set: {} })).status).toBe(400);
  });
});

describe('labels and names', () => {
  const labelsOf = async (body: unknown) =>
    (await api.admin<AgentResponse>(`${agent}/labels`, body)).agent.labels;

  test('labels are set and removed, and are in the table', async () => {
    expect(await labelsOf({ set: { role: 'db', rack: '7' } })).toEqual({
      env: 'prod',
      role: 'db',
      rack: '7',
    });
    expect(await labelsOf({ set: { rack: '8' }, remove: ['role', 'none'] })).toEqual({
      env: 'prod',
      rack: '8',
    });
    const query = 'SELECT labels FROM agents FINAL WHERE host = {host:String}';
    expect(await api.database.db.query(query, { host })).toEqual([{ labels: { env: 'prod', rack: '8' } }]);
  });

  test('a label needs a key without "=", and an agent has no more than 32', async () => {
    expect((await post(`${agent}/labels`, { set: { 'a=b': 'c' } })).status).toBe(400);
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`k${i}`, '']));
    const answer = await post(`${agent}/labels`, { set: many });
    expect([answer.status, errorCodeOf(answer)]).toEqual([409, 'LABELS_FULL']);
  });

  test('another name to show leaves the host as it is', async () => {
    const { agent: renamed } = await api.admin<AgentResponse>(`${agent}/rename`, {
      displayName: ' Web one ',
    });
    expect(renamed).toMatchObject({ host, displayName: 'Web one' });
    expect((await post(`${agent}/rename`, { displayName: '  ' })).status).toBe(400);
    const actions = await api.database.db.query<{ action: string }>(
      `SELECT DISTINCT action FROM audit_log WHERE action LIKE 'agent.%' ORDER BY action`,
    );
    expect(actions.map(({ action }) => action)).toEqual(['agent.label', 'agent.rename']);
  });
});

test('one agent is shown with what it reported of itself last', async () => {
  expect(await api.admin<AgentDetailResponse>(agent)).toMatchObject({ agent: { host }, self: null });
  const cost = {
    agent_cpu_us: 2_000,
    agent_rss_bytes: 50_000_000,
    agent_spool_batches: 3,
    agent_over_cpu_budget: 1,
    agent_slowed_groups: 2,
    agent_issues: 4,
  };
  await api.sample(Date.now() - 1_000, cost);
  const { self } = await api.admin<AgentDetailResponse>(agent);
  expect(self).toMatchObject({
    cpuPct: 0.2,
    rssBytes: 50_000_000,
    spoolBatches: 3,
    overCpuBudget: true,
    overRssBudget: null,
    slowedGroups: 2,
    issues: 4,
  });
  const detail = await api.admin<HostDetail>(`/api/v1/hosts/${encodeURIComponent(host)}`);
  expect(detail.self).toEqual(self); // for the page of the host
});
