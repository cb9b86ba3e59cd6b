import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killLeftovers, runProgram } from '../harness/program.ts';
import { enrollArgs, SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('rotation');
const stack = new Stack(folder, { command: ['collector', 'run'], watched: true });
const agent = new SecondAgent(folder, 'web');

beforeAll(async () => {
  await stack.start();
  await agent.enroll(stack);
  agent.start();
  await agent.seen(stack);
});

afterAll(async () => {
  await agent.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

const stateFile = (name: string) => readFileSync(join(agent.stateDir, name), 'utf8');
const pins = () => (JSON.parse(stateFile('identity.json')) as { pins: string[] }).pins;

async function rotate(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await stack.hostwire(args);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

test('all keys are replaced by one command, while the agent stays connected', async () => {
  const [pinBefore] = pins();
  const keyBefore = stateFile('agent.key');
  const out = await rotate('keys', 'rotate', 'all');
  expect(out).toContain('The gateway has the new key now');
  expect(out).toContain('1 agent has a new key');
  expect(stateFile('agent.key')).not.toBe(keyBefore);
  expect(pins()).toHaveLength(2);
  expect(agent.program.stderr).not.toContain('session ended');
  // The new keys open the next session, after a kill and after a restart of the collector.
  await agent.program.kill();
  agent.start();
  await agent.seen(stack, Date.now());
  await waitFor('the agent trusts the new key alone', 10_000, () => pins().length === 1);
  expect(pins()[0]).not.toBe(pinBefore);
  const ports = stack.ports();
  await stack.stop();
  await stack.start(ports);
  await agent.seen(stack, Date.now());
});

test('a host that is enrolled again keeps its name and its history', async () => {
  await stack.hostwire(['agents', 'revoke', 'web']);
  const created = await stack.json<{ enrollCommand: string }>(['token', 'create', '--for', 'web']);
  await agent.program.terminate();
  const args = [...enrollArgs(created), '--state', agent.stateDir];
  const { code, stdout, stderr } = await runProgram('hostwire-agent', args);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('enrolled as web at');
  agent.start();
  await agent.seen(stack, Date.now());
  const rows = await stack.query<{ host: string; agents: number }>(
    'SELECT host, uniqExact(agent_id) AS agents FROM samples GROUP BY host',
  );
  expect(rows).toEqual([{ host: 'web', agents: 1 }]);
});

test.each(['audit_log', 'tokens'])('the read-only account does not see %s', async (table) => {
  await expect(stack.query(`SELECT count() FROM ${table}`)).rejects.toThrow('ACCESS_DENIED');
  await expect(stack.query(`SELECT count() FROM mergeTreeIndex('hostwire', '${table}')`)).rejects.toThrow(
    'ACCESS_DENIED',
  );
});
