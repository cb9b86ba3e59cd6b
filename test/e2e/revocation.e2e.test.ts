import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('revocation');
const stack = new Stack(folder, { watched: true });
const cut = new SecondAgent(folder, 'cut');
const witness = new SecondAgent(folder, 'witness');

beforeAll(async () => {
  await stack.start();
  for (const agent of [cut, witness]) {
    await agent.enroll(stack);
    agent.start();
    await agent.seen(stack);
  }
});

afterAll(async () => {
  for (const agent of [cut, witness]) await agent.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

const rowsOfCut = async () => {
  const sql = `SELECT count() AS rows FROM samples WHERE host = '${cut.name}'`;
  return (await stack.query<{ rows: number }>(sql))[0]!.rows;
};

/** Revokes over the collector's socket and kills the collector within the same turn as the answer. */
async function revokeAndKill(host: string): Promise<void> {
  const socketPath = join(stack.dataDir, 'hostwire.sock');
  const path = `/api/v1/agents/${host}/revoke`;
  const outgoing = request({ socketPath, method: 'POST', path, agent: false });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const killed = stack.program.kill();
  response.on('error', () => undefined); // its rest went with the collector
  expect(response.statusCode).toBe(200);
  response.destroy();
  await killed;
}

const isLockedOut = async () => (await cut.status()).state === 'revoked';

test('revoked, and the collector killed as soon as it said so: still revoked, and no row comes after', async () => {
  const ports = stack.ports();
  await revokeAndKill(cut.name);
  await cut.program.kill(); // a new process asks at once, and knows of nothing
  await stack.start(ports);
  const rows = await rowsOfCut();
  expect(rows).toBeGreaterThan(0);

  cut.start();
  await waitFor('the agent is locked out', 60_000, isLockedOut);
  await witness.seen(stack, Date.now());
  expect(await rowsOfCut()).toBe(rows);
  await waitFor('its silence is explained', 60_000, async () => {
    const sql = `SELECT reason FROM coverage WHERE host = '${cut.name}' AND state = 'missing' ORDER BY to_ts DESC LIMIT 1`;
    return (await stack.query<{ reason: string }>(sql))[0]?.reason === 'revoked';
  });
}, 240_000);
