import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('rotation');
const stack = new Stack(folder, { command: ['collector', 'run'] });
const agent = new SecondAgent(folder, 'web');
const keyFile = (name: string) => join(stack.dataDir, 'collector', name);

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

const pins = () =>
  (JSON.parse(readFileSync(join(agent.stateDir, 'identity.json'), 'utf8')) as { pins: string[] }).pins;

test('the key of the server is replaced by one that was announced, and no agent enrols again', async () => {
  const [before] = pins();
  const ports = stack.ports();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(keyFile('next.key'), pem, { mode: 0o600 });
  await stack.stop();
  await stack.start(ports);
  await waitFor('the agent is told of the next key', 30_000, () => pins().length === 2);
  expect(pins()[0]).toBe(before);
  const next = pins()[1];
  await stack.stop();
  rmSync(keyFile('server.crt'));
  renameSync(keyFile('next.key'), keyFile('server.key'));
  await stack.start(ports);
  await agent.seen(stack, Date.now());
  await waitFor('the agent trusts the new key alone', 10_000, () => pins().join() === next);
});
