import { expect, test } from '@jest/globals';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand, testNowMs } from '../../testing/run-command.ts';

const ann = {
  name: 'ann',
  role: 'viewer',
  labels: { env: 'staging' },
  disabled: false,
  hasPassword: false,
  createdMs: testNowMs,
  usedMs: null,
};
const invited = { user: ann, url: 'http://127.0.0.1/login?token=x', expiresMs: testNowMs + 900_000 };

test('users add sends role and labels, and prints the link', async () => {
  const transport = givenTransport({ 'POST /api/v1/users': [invited] });
  const { code, out } = await runCommand(['users', 'add', 'ann', '--label', 'env=staging'], { transport });
  expect([code, transport.asked]).toEqual([
    0,
    [{ path: '/api/v1/users', body: { name: 'ann', role: 'viewer', labels: { env: 'staging' } } }],
  ]);
  expect(out).toBe(`${invited.url}\n\nWith this link ann signs in as viewer, once, within 15 minutes.\n`);
});

test.each([
  [['users', 'add', 'ann', '--role', 'king'], 'expected viewer, operator, administrator'],
  [['users', 'role', 'ann', 'king'], 'expected viewer, operator, administrator'],
  [['users', 'add', 'ann', '--label', 'env'], 'expected key=value'],
  [['api-token', 'create', 'x', '--scope', 'all'], 'expected read, alerts, settings, enrol, admin'],
  [['api-token', 'create', 'x', '--ttl', 'soon'], 'expected a duration'],
  [['audit-log', '--limit', '0'], 'expected a whole number'],
])('%j is wrong usage', async (args, words) => {
  const { code, err } = await runCommand(args, { transport: givenTransport({}) });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test('users role changes labels only when they are given', async () => {
  const transport = givenTransport({ 'POST /api/v1/users/ann': [{ user: ann }] });
  await runCommand(['users', 'role', 'ann', 'operator'], { transport });
  await runCommand(['users', 'role', 'ann', 'viewer', '--all-hosts'], { transport });
  const { out } = await runCommand(['users', 'role', 'ann', 'viewer', '--label', 'env=staging'], {
    transport,
  });
  expect(transport.asked.map(({ body }) => body)).toEqual([
    { role: 'operator' },
    { role: 'viewer', labels: {} },
    { role: 'viewer', labels: { env: 'staging' } },
  ]);
  expect(out).toBe('ann is viewer and sees env=staging.\n');
});

test('api-token create takes scopes and an end', async () => {
  const apiToken = { name: 'ci', scopes: ['read', 'enrol'], expiresMs: null };
  const transport = givenTransport({ 'POST /api/v1/api-tokens': [{ apiToken, token: 'hwt_x' }] });
  const args = ['api-token', 'create', 'ci', '--scope', 'read', '--scope', 'enrol', '--ttl', 'never'];
  expect((await runCommand(args, { transport })).out).toContain(
    'hwt_x\n\nGood for read, enrol until it is revoked',
  );
  expect(transport.asked[0]?.body).toEqual({ name: 'ci', scopes: ['read', 'enrol'], ttlSeconds: null });
});
