import { expect, test } from '@jest/globals';
import type { AgentDetailResponse, AgentEntry } from '@hostwire/api';
import type { Transport } from '@hostwire/api/client';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand, testNowMs as nowMs } from '../../testing/run-command.ts';

const agent: AgentEntry = {
  agentId: '00000000-0000-4000-8000-000000000001',
  host: 'web1',
  displayName: 'web1',
  state: 'revoked',
  clone: null,
  connected: false,
  enrolledMs: nowMs - 1e9,
  revokedMs: nowMs - 1e6,
  lastSeenMs: nowMs - 3_600_000 * 5,
  version: '1',
  labels: {},
  address: null,
  behind: false,
  upgrade: { allowed: false, report: null },
  keySinceMs: 0,
  keyAskedMs: null,
};

const run = (args: readonly string[], transport: Transport, typed?: string) =>
  runCommand(args, { transport, typed });

const detail = (over: Partial<AgentDetailResponse> = {}): AgentDetailResponse => ({
  agent,
  clock: null,
  self: null,
  issues: [],
  ...over,
});
const path = '/api/v1/agents/web1';

test.each([
  [null, /clock +not known/],
  [{ offsetMs: 12, isTolerated: true }, /clock +\+12 ms against the collector\n/],
  [{ offsetMs: -3_000, isTolerated: true }, /clock +-3000 ms against the collector\n/],
  [{ offsetMs: 700_000, isTolerated: false }, /clock +\+700000 ms .*OUT OF TOLERANCE.*Set the clock/],
])('agents show tells the clock %j', async (clock, line) => {
  const api = givenTransport({
    [`GET ${path}`]: [detail({ clock })],
    [`GET ${path}/settings`]: [{ settings: [] }],
  });
  expect(await run(['agents', 'show', 'web1'], api)).toMatchObject({
    code: 0,
    out: expect.stringMatching(line),
  });
});

test('agents show tells what the agent does not read, and what it slows down', async () => {
  const self = {
    tsMs: nowMs,
    cpuPct: 3.2,
    rssBytes: 2 ** 20,
    spoolBytes: 0,
    spoolBatches: 0,
    slowedGroups: 2,
    overCpuBudget: true,
    overRssBudget: false,
    issues: 1,
  };
  const issues = [
    {
      group: 'filesystem',
      device: '/mnt',
      column: 'inodes_free',
      code: 'VALUE_IMPOSSIBLE',
      message: 'left out',
    },
  ];
  const api = givenTransport({
    [`GET ${path}`]: [detail({ self, issues })],
    [`GET ${path}/settings`]: [{ settings: [] }],
  });
  const { out } = await run(['agents', 'show', 'web1'], api);
  expect(out).toContain('cost       3.20 % of a core, OVER its budget; 1.0 MB\n');
  expect(out).toContain('slowed     2 groups, to keep the CPU budget');
  expect(out).toContain('not read   filesystem /mnt inodes_free: left out\n');
});

test('agents list, agents show and doctor name a host whose identity is in use twice', async () => {
  const clone = { sinceMs: nowMs - 60_000, detail: 'another machine is connected under this identity' };
  const cloned: AgentEntry = { ...agent, state: 'live', clone };
  const api = () =>
    givenTransport({
      'GET /api/v1/agents': [{ agents: [cloned] }],
      [`GET ${path}`]: [detail({ agent: cloned })],
      [`GET ${path}/settings`]: [{ settings: [] }],
    });
  expect((await run(['agents', 'list'], api())).out).toMatch(/web1 .* live, cloned /);
  const shown = (await run(['agents', 'show', 'web1'], api())).out;
  expect(shown).toContain('cloned     60 s ago: another machine is connected under this identity');
  expect(shown).toContain('hostwire agents accept web1');
});

test.each([
  ['connected', /belongs to the machine that is connected from 192\.0\.2\.7; others stay locked out/],
  ['next', /belongs to the machine that connects next/],
])('agents accept tells whose the identity is: %s', async (owner, said) => {
  const accepted = { agent: { ...agent, address: '192.0.2.7' }, owner };
  const api = givenTransport({ [`POST ${path}/accept`]: [accepted] });
  expect(await run(['agents', 'accept', 'web1'], api)).toMatchObject({
    code: 0,
    out: expect.stringMatching(said),
  });
});

const kept = { deleted: true, host: 'web1', daysLeft: null };

test.each([
  ['y\n', 0, 2],
  ['n\n', 1, 1],
  ['', 1, 1],
])('agents delete asks first; answered with %j', async (typed, code, requests) => {
  const api = givenTransport({ [`GET ${path}`]: [detail()], [`POST ${path}/delete`]: [kept] });
  const done = await run(['agents', 'delete', 'web1'], api, typed);
  expect(done).toMatchObject({
    code,
    err: expect.stringContaining('web1 (last seen 5 h ago), its samples are kept?'),
  });
  expect(api.asked).toHaveLength(requests);
});

test('agents delete: where nobody can be asked it wants --yes; with it, it asks nothing', async () => {
  const api = givenTransport({ [`GET ${path}`]: [detail()], [`POST ${path}/delete`]: [kept] });
  expect(await run(['agents', 'delete', 'web1'], api)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--yes'),
  });
  const done = await run(['agents', 'delete', 'web1', '--yes'], api);
  expect(done).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Its samples are kept') });
  expect(api.asked.at(-1)).toEqual({ path: `${path}/delete`, body: { samples: 'keep' } });
});

test('agents delete --with-samples goes on until nothing is left, and tells how far it is', async () => {
  const answers = [2, 1, 0].map((daysLeft) => ({ deleted: daysLeft === 0, host: 'web1', daysLeft }));
  const api = givenTransport({ [`POST ${path}/delete`]: answers });
  const done = await run(['agents', 'delete', 'web1', '--yes', '--with-samples'], api);
  expect(done).toMatchObject({ code: 0, out: 'Agent web1 is deleted. Its samples are deleted.\n' });
  expect(done.err).toBe('days of samples that are left: 2\ndays of samples that are left: 1\n');
  expect(api.asked.map(({ body }) => body)).toEqual(answers.map(() => ({ samples: 'delete' })));
});
