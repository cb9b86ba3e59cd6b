import { expect, test } from '@jest/globals';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand, testNowMs } from '../../testing/run-command.ts';

const ann = {
  name: 'ann',
  role: 'viewer',
  labels: { env: 'staging' },
  disabled: false,
  hasPassword: false,
  hasSecondFactor: false,
  fromProvider: false,
  invitedUntilMs: testNowMs + 259_200_000,
  createdMs: testNowMs,
  usedMs: null,
};
const invited = { user: ann, url: 'http://127.0.0.1/invitation#x', expiresMs: testNowMs + 259_200_000 };

test('users add sends role and labels, and prints the link', async () => {
  const transport = givenTransport({ 'POST /api/v1/users': [invited] });
  const { code, out } = await runCommand(['users', 'add', 'ann', '--label', 'env=staging'], { transport });
  expect([code, transport.asked]).toEqual([
    0,
    [{ path: '/api/v1/users', body: { name: 'ann', role: 'viewer', labels: { env: 'staging' } } }],
  ]);
  expect(out).toBe(
    `${invited.url}\n\nWith this link ann chooses a password and signs in as viewer. It works once, within 72 hours, and is not shown again.\n`,
  );
});

test.each([
  [['users', 'add', 'ann', '--role', 'king'], 'expected viewer, operator, administrator'],
  [['users', 'role', 'ann', 'king'], 'expected viewer, operator, administrator'],
  [['users', 'add', 'ann', '--label', 'env'], 'expected key=value'],
  [['api-token', 'create', 'x', '--scope', 'all'], 'expected read, alerts, settings, enrol, admin'],
  [['api-token', 'create', 'x', '--ttl', 'soon'], 'expected a duration'],
  [['audit-log', '--limit', '0'], 'expected a whole number'],
  [['audit-log', '--since', 'soon'], 'expected a duration'],
])('%j is wrong usage', async (args, words) => {
  const { code, err } = await runCommand(args, { transport: givenTransport({}) });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test('audit-log filters, and exports CSV that quotes what people wrote', async () => {
  const entry = { tsMs: 0, actor: 'ann', action: 'user.add', object: 'a "b" c', detail: 'a,b' };
  const transport = givenTransport({ 'GET /api/v1/audit-log': [{ entries: [entry] }] });
  const args = ['audit-log', '--who', 'ann', '--what', 'user', '--since', '1h', '--csv'];
  const { out } = await runCommand(args, { transport });
  expect(out).toBe('when,who,did,to,detail\n1970-01-01T00:00:00.000Z,"ann","user.add","a ""b"" c","a,b"\n');
  const query = new URLSearchParams(transport.asked[0]?.path.split('?')[1]);
  expect(Object.fromEntries(query)).toEqual({
    limit: '100',
    who: 'ann',
    what: 'user',
    sinceMs: `${testNowMs - 3_600_000}`,
  });
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

test('users list says how each signs in', async () => {
  const transport = givenTransport({
    'GET /api/v1/users': [
      { users: [ann, { ...ann, name: 'bob', hasPassword: true, hasSecondFactor: true }] },
    ],
  });
  const { out } = await runCommand(['users', 'list'], { transport });
  expect(out).toMatch(/ann .* invitation +/);
  expect(out).toMatch(/bob .* password and code +/);
});

test('users disable, enable and remove say what follows', async () => {
  const transport = givenTransport({
    'POST /api/v1/users/ann': [{ user: ann }],
    'POST /api/v1/users/ann/remove': [{ user: ann }],
  });
  const outputs: string[] = [];
  for (const verb of ['disable', 'enable', 'remove'])
    outputs.push((await runCommand(['users', verb, 'ann'], { transport })).out);
  expect(transport.asked.map(({ body }) => body)).toEqual([
    { disabled: true },
    { disabled: false },
    undefined,
  ]);
  expect(outputs).toEqual([
    'ann is disabled; all sessions have ended.\n',
    'ann may sign in again, as before.\n',
    'ann is removed; all sessions have ended.\n',
  ]);
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
