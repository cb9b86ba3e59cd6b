import { expect, test } from '@jest/globals';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand, testNowMs } from '../../testing/run-command.ts';

const gateway = {
  pin: 'aa'.repeat(32),
  madeMs: testNowMs - 86_400_000,
  issuer: 'CN=hostwire collector',
  expiresMs: testNowMs + 86_400_000,
  next: null,
  openTokens: 0,
};
const agent = { host: 'web', connected: true, sinceMs: testNowMs - 3_600_000, askedMs: null };
const next = (...unaware: string[]) => ({ pin: 'bb'.repeat(32), madeMs: testNowMs, unaware });
const keys = (changes: object = {}, agents: object[] = [agent]) => ({
  gateway: { ...gateway, ...changes },
  agents,
});

test('keys list names the agents that do not know the next key', async () => {
  const answer = keys({ next: next('db') }, [agent, { ...agent, host: 'db', connected: false }]);
  const { code, out } = await runCommand(['keys', 'list'], {
    transport: givenTransport({ 'GET /api/v1/keys': [answer] }),
  });
  expect(code).toBe(0);
  expect(out).toContain('not known by 1 agents');
  expect(out).toMatch(/web +60 min ago +yes +known/);
  expect(out).toMatch(/db +60 min ago +no +not known/);
});

test('keys rotate gateway waits until agents know the next key, then switches', async () => {
  const transport = givenTransport({
    'POST /api/v1/keys/gateway/announce': [keys({ next: next('web') })],
    'GET /api/v1/keys': [keys({ next: next('web') }), keys({ next: next() })],
    'POST /api/v1/keys/gateway/switch': [keys({ pin: 'bb'.repeat(32), openTokens: 2 })],
  });
  const { code, out } = await runCommand(['keys', 'rotate', 'gateway'], { transport });
  expect(code).toBe(0);
  expect(out).toContain('agents that were connected stay so');
  expect(out).toContain('2 enrolment tokens hold the old pin');
});

test('keys rotate gateway switches nothing while an agent does not know the next key', async () => {
  const transport = givenTransport({
    'POST /api/v1/keys/gateway/announce': [keys({ next: next('db') })],
    'GET /api/v1/keys': Array.from({ length: 100 }, () => keys({ next: next('db') })),
  });
  const { code, err } = await runCommand(['keys', 'rotate', 'gateway'], { transport });
  expect(code).toBe(1);
  expect(err).toContain('db do not know the next key yet; nothing was switched');
});

test('keys rotate database says when the new passwords are in force', async () => {
  const accounts = ['hostwire_writer', 'hostwire_reader'];
  const transport = givenTransport({ 'POST /api/v1/keys/database/renew': [{ accounts }] });
  const { code, out } = await runCommand(['keys', 'rotate', 'database'], { transport });
  expect([code, out]).toEqual([0, expect.stringContaining('from the next start of Hostwire on')]);
});

test('keys rotate sessions says how many ended, and what did not change', async () => {
  const transport = givenTransport({ 'POST /api/v1/keys/sessions/renew': [{ ended: 3 }] });
  const { code, out } = await runCommand(['keys', 'rotate', 'sessions'], { transport });
  expect([code, out]).toEqual([0, expect.stringContaining('3 sessions ended: everybody signs in again')]);
});

test.each([
  [['keys', 'rotate', 'everything'], 'Allowed choices are gateway, agents, database, sessions, all'],
  [['agents', 'rotate'], 'name one agent, or give --all'],
  [['agents', 'rotate', 'web', '--all'], 'name one agent, or give --all'],
])('%j is wrong usage', async (args, words) => {
  const { code, err } = await runCommand(args, { transport: givenTransport({}) });
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});
