/**
 * The drills of docs/operations.md, with a running agent: a collector that is replaced under it, a backup, and a disaster after
 * which the backup is all there is. The agent keeps for 15 minutes what was acknowledged, so that nothing is missing afterwards.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { killLeftovers, Program, runProgram } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const limitMs = 60_000;
let work: string;
let stack: Stack;
let agent: Program;

const samples = async (): Promise<number> =>
  (await stack.query<{ n: number }>('SELECT count() AS n FROM cpu'))[0]?.n ?? 0;

/** Until more samples are there than now. */
async function goesOn(): Promise<number> {
  const before = await samples();
  return waitFor('samples come', limitMs, async () => {
    const now = await samples();
    return now > before ? now : 0;
  });
}

async function isClean(): Promise<void> {
  const report = await waitFor('audit is clean', limitMs, async () => {
    const { code, stdout } = await stack.hostwire(['audit', '--since', '1h']);
    return code === 0 ? stdout : '';
  });
  expect(report).not.toContain('BAD');
}

beforeAll(async () => {
  work = makeWorkFolder('drills');
  const state = join(work, 'agent');
  stack = new Stack(work, { command: ['collector', 'run'] });
  await stack.start();
  const { token } = await stack.json<{ token: string }>(['token', 'create']);
  const gateway = stack.ready.gateway;
  await runProgram(
    'hostwire-agent',
    ['enroll', '--collector', gateway, '--token-file', '-', '--state', state],
    {
      stdin: token,
    },
  );
  agent = new Program('hostwire-agent', ['run', '--state', state, '--limit-overrides', '{"waitShare":0.1}']);
  await goesOn();
}, 120_000);

afterAll(async () => {
  await agent.terminate();
  await stack.stop();
  await killLeftovers();
  removeWorkFolder(work);
});

test('upgrade drill: a collector that is replaced tells its agents to come back, and nothing is missing', async () => {
  const ports = stack.ports();
  expect(await stack.stop()).toBe(0);
  await waitFor('the agent was sent away', limitMs, () => agent.stderr.includes('the collector is stopping'));
  await stack.start(ports);
  await goesOn();
  await isClean();
});

test('backup and disaster drill: the copy is put back, and agents send again what came after it', async () => {
  const ports = stack.ports();
  await stack.stop();
  const copy = join(work, 'backup');
  cpSync(stack.dataDir, copy, { recursive: true });
  await stack.start(ports);
  const before = await goesOn();
  await stack.stop();
  rmSync(stack.dataDir, { recursive: true });
  cpSync(copy, stack.dataDir, { recursive: true });
  await stack.start(ports);
  await waitFor('what came after the backup is there again', limitMs, async () => (await samples()) > before);
  await isClean();
});
