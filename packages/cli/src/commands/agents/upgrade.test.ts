import { expect, test } from '@jest/globals';
import type { AgentEntry } from '@hostwire/api';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand } from '../../testing/run-command.ts';

const agent = (over: Partial<AgentEntry>): AgentEntry => ({
  agentId: '00000000-0000-4000-8000-000000000001',
  host: 'web1',
  displayName: 'web1',
  state: 'live',
  clone: null,
  connected: true,
  enrolledMs: 0,
  revokedMs: null,
  lastSeenMs: 0,
  version: '0.1.0',
  labels: {},
  keySinceMs: 0,
  keyAskedMs: null,
  address: null,
  behind: true,
  upgrade: { allowed: true, report: null },
  ...over,
});

const list = 'GET /api/v1/agents';

test.each([
  [{}, 'behind: not connected, or it has not answered yet'],
  [{ upgrade: { allowed: false, report: null } }, 'behind'],
  [{ behind: false, version: '0.2.0' }, 'up to date'],
  [
    { upgrade: { allowed: true, report: { version: '0.2.0', state: 'fetching' as const, detail: '' } } },
    'fetching',
  ],
  [
    {
      upgrade: { allowed: true, report: { version: '0.2.0', state: 'failed' as const, detail: 'it hangs' } },
    },
    'failed: it hangs',
  ],
])('agents upgrade shows of %j: %s', async (over, progress) => {
  const api = givenTransport({ [list]: [{ agents: [agent(over)], release: '0.2.0' }] });
  const { out, code } = await runCommand(['agents', 'upgrade'], { transport: api });
  expect(code).toBe(0);
  expect(out.trimEnd().endsWith(progress)).toBe(true);
});

test('agents upgrade allows a label, and stops it again', async () => {
  const labelled = { label: { label: 'env=prod', settings: {}, changedMs: 0, actor: 'test' } };
  const api = givenTransport({
    [list]: [{ agents: [], release: '0.2.0' }],
    'POST /api/v1/label-settings': [labelled],
  });
  const allowed = await runCommand(['agents', 'upgrade', '--label', 'env=prod'], { transport: api });
  expect(allowed).toMatchObject({ code: 0, out: expect.stringContaining('may upgrade to 0.2.0') });
  await runCommand(['agents', 'upgrade', '--label', 'env=prod', '--stop'], { transport: api });
  expect(api.asked.flatMap(({ body }) => body ?? [])).toEqual([
    { label: 'env=prod', set: { upgrade: true }, reset: [] },
    { label: 'env=prod', set: {}, reset: ['upgrade'] },
  ]);
});

test.each([
  [['agents', 'upgrade', 'web1', '--label', 'a=b'], 2, 'not both'],
  [['agents', 'upgrade', '--stop'], 2, 'say who'],
  [['agents', 'upgrade', 'web1'], 1, 'hands out no signed release'],
])('%j is refused', async (args, code, message) => {
  const api = givenTransport({ [list]: [{ agents: [], release: null }] });
  expect(await runCommand(args, { transport: api })).toMatchObject({
    code,
    err: expect.stringContaining(message),
  });
});
