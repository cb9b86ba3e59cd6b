import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { permissions, routes, type Route } from '@hostwire/api';
import { TestApi, testHost } from './testing/test-api.ts';

type RouteName = {
  [Noun in keyof typeof routes]: `${Noun}.${Extract<keyof (typeof routes)[Noun], string>}`;
}[keyof typeof routes];

/** Nobody needs to be let in: open. Who has a session or any token: all. Viewers who see some hosts only: limited. */
const everybody = 'nobody, all, limited';
const anySession = 'all, limited';
const readers = 'viewer, limited, operator, administrator, token read';
const unlimitedReaders = 'viewer, operator, administrator, token read';
const operators = 'operator, administrator, token settings';
const alertKeepers = 'operator, administrator, token alerts';
const enrollers = 'administrator, token enrol';
const administrators = 'administrator, token admin';

/**
 * Who may call which route, written down a second time on purpose: a route that is new, or open to others than is said
 * here, fails.
 */
const allowed: Readonly<Record<RouteName, string>> = {
  'hosts.list': readers,
  'hosts.show': readers,
  'hosts.charts': readers,
  'hosts.programs': readers,
  'hosts.outlook': readers,
  'hosts.changes': readers,
  'report.show': unlimitedReaders,
  'live.watch': readers,
  'alerts.list': readers,
  'alerts.acknowledge': alertKeepers,
  'alerts.testChannel': operators,
  'alertRules.list': unlimitedReaders,
  'alertRules.set': operators,
  'alertRules.reset': operators,
  'alertRules.preview': unlimitedReaders,
  'silences.list': unlimitedReaders,
  'silences.add': alertKeepers,
  'silences.end': alertKeepers,
  'boards.list': unlimitedReaders,
  'boards.save': operators,
  'boards.remove': operators,
  'agents.list': readers,
  'agents.show': readers,
  'agents.label': operators,
  'agents.rename': operators,
  'agents.accept': administrators,
  'agents.revoke': administrators,
  'agents.delete': administrators,
  'agents.rotateKey': administrators,
  'settings.ofAgent': readers,
  'settings.changeOfAgent': operators,
  'settings.history': unlimitedReaders,
  'settings.ofLabels': unlimitedReaders,
  'settings.changeOfLabel': operators,
  'audit.run': unlimitedReaders,
  'tokens.list': enrollers,
  'tokens.create': enrollers,
  'tokens.revoke': enrollers,
  'keys.show': administrators,
  'keys.announce': administrators,
  'keys.switch': administrators,
  'keys.renewDatabase': administrators,
  'keys.renewSessions': administrators,
  'sql.run': unlimitedReaders,
  'loginLinks.create': administrators,
  'session.show': anySession,
  'session.setPassword': anySession,
  'secondFactor.begin': anySession,
  'secondFactor.confirm': anySession,
  'secondFactor.renewCodes': anySession,
  'secondFactor.remove': anySession,
  'sessions.list': anySession,
  'sessions.end': anySession,
  'users.list': administrators,
  'users.add': administrators,
  'users.change': administrators,
  'users.reset': administrators,
  'users.remove': administrators,
  'apiTokens.list': administrators,
  'apiTokens.create': administrators,
  'apiTokens.revoke': administrators,
  'auditLog.list': administrators,
  'storage.usage': unlimitedReaders,
  'storage.backups': administrators,
  'storage.backup': administrators,
  'collectors.list': unlimitedReaders,
  'status.show': unlimitedReaders,
  'document.show': anySession,
  'metrics.show': unlimitedReaders,
  'health.live': everybody,
  'health.ready': everybody,
  'statusPage.show': everybody,
  'login.open': everybody,
  'login.byPassword': everybody,
  'login.ways': everybody,
  'login.toProvider': everybody,
  'login.fromProvider': everybody,
  'invitation.show': everybody,
  'invitation.accept': everybody,
  'session.end': anySession, // last: it ends the session that asks
};

const users = { viewer: {}, limited: { env: 'staging' }, operator: {}, administrator: {} } as const;
/** Headers by caller. */
const callers = new Map<string, Readonly<Record<string, string>>>([['nobody', {}]]);
let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
  for (const [name, labels] of Object.entries(users)) {
    const role = name === 'limited' ? 'viewer' : name;
    const { url } = await api.admin<{ url: string }>('/api/v1/users', { name, role, labels });
    callers.set(name, { cookie: await api.follow(url) });
  }
  for (const scope of permissions) {
    const body = { name: scope, scopes: [scope] };
    const { token } = await api.admin<{ token: string }>('/api/v1/api-tokens', body);
    callers.set(`token ${scope}`, { authorization: `Bearer ${token}` });
  }
});
afterAll(() => api.stop());

function routeOf(name: string): Route {
  const [noun = '', verb = ''] = name.split('.');
  const table: Readonly<Record<string, Readonly<Record<string, Route>>>> = routes;
  return table[noun]![verb]!;
}

async function statusOf(name: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { method, path } = routeOf(name);
  const body = method === 'POST' ? {} : undefined;
  return (await api.call('web', { method, path: path.replace(/:\w+/g, 'x'), body, headers })).status;
}

function isAllowed(name: RouteName, caller: string): boolean {
  const named = allowed[name].split(', ');
  return named.includes(caller) || (named.includes('all') && caller !== 'nobody' && caller !== 'limited');
}

test('every route is in the table of who may call it', () => {
  const names = Object.entries(routes).flatMap(([noun, verbs]) =>
    Object.keys(verbs).map((verb) => `${noun}.${verb}`),
  );
  expect(Object.keys(allowed).toSorted()).toEqual(names.toSorted());
});

test('each caller may call what the table says, and nothing else', async () => {
  const wrong: string[] = [];
  for (const [caller, headers] of callers) {
    for (const name of Object.keys(allowed) as RouteName[]) {
      const status = await statusOf(name, headers);
      const isPublic = allowed[name] === everybody;
      const refused = caller === 'nobody' ? status === 401 : status === 403;
      const right = isAllowed(name, caller) ? isPublic || (status !== 401 && status !== 403) : refused;
      if (!right) wrong.push(`${caller}: ${name} ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('whoever was let in is nobody once disabled or revoked', async () => {
  for (const name of Object.keys(users)) {
    const { url } = await api.admin<{ url: string }>(`/api/v1/users/${name}/reset`, {});
    callers.set(name, { cookie: await api.follow(url) });
    expect(await statusOf('session.show', callers.get(name)!)).toBe(200);
    await api.admin(`/api/v1/users/${name}`, { disabled: true });
  }
  const { apiTokens } = await api.admin<{ apiTokens: { id: string }[] }>('/api/v1/api-tokens');
  for (const { id } of apiTokens) await api.admin(`/api/v1/api-tokens/${id}/revoke`, {});
  const wrong: string[] = [];
  for (const [caller, headers] of callers) {
    for (const name of Object.keys(allowed) as RouteName[]) {
      if (allowed[name] === everybody) continue;
      const status = await statusOf(name, headers);
      if (status !== 401) wrong.push(`${caller}: ${name} ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a viewer who sees some hosts only finds no trace of another host', async () => {
  const traces: string[] = [];
  const { url } = await api.admin<{ url: string }>('/api/v1/users/limited/reset', {});
  const headers = { cookie: await api.follow(url) };
  const host = encodeURIComponent(testHost); // env=prod
  for (const path of [
    '/api/v1/hosts',
    `/api/v1/hosts/${host}`,
    `/api/v1/hosts/${host}/charts?charts=cpu`,
    `/api/v1/hosts/${host}/programs`,
    `/api/v1/hosts?atMs=${Date.now()}`,
    '/api/v1/alerts?state=all',
    '/api/v1/agents',
    `/api/v1/agents/${host}`,
    `/api/v1/agents/${host}/settings`,
    `/api/v1/live?host=${host}`,
  ]) {
    const answer = await api.call('web', { path, headers });
    if (![200, 404].includes(answer.status) || answer.text.includes('"Web"') || answer.text.includes('env'))
      traces.push(`${path}: ${answer.status} ${answer.text}`);
  }
  expect(traces).toEqual([]);
  await api.admin('/api/v1/users/limited', { labels: { env: 'prod' } });
  expect((await api.call('web', { path: `/api/v1/hosts/${host}`, headers })).status).toBe(200);
});
