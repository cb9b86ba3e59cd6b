/**
 * `pnpm arm64`: the agent as one file for arm64, run by Debian's qemu-user-static with the C library of libc6-arm64-cross and
 * libstdc++6-arm64-cross: enrols with a real collector, and its samples arrive.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const qemu = ['qemu-aarch64-static', '-L', '/usr/aarch64-linux-gnu'];
const folder = makeWorkFolder('arm64');
const executable = join(folder, 'hostwire-agent-linux-arm64');
const stack = new Stack(folder);

beforeAll(async () => {
  const script = join(cloneRoot, 'deploy/agent/build.mjs');
  const built = spawnSync(process.execPath, [script, '--target', 'linux-arm64', '--out', folder], {
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stderr);
  await stack.start();
}, 300_000);

afterAll(async () => {
  await stack.stop();
  expect(await killLeftovers()).toEqual([]);
  removeWorkFolder(folder);
});

test('says its version', () => {
  const { error, status, stdout, stderr } = spawnSync(qemu[0]!, [...qemu.slice(1), executable, '--version'], {
    encoding: 'utf8',
  });
  if (error !== undefined)
    throw new Error('install qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('enrols, and its samples arrive', async () => {
  const agent = new SecondAgent(folder, 'arm64');
  const where = { executable, within: qemu };
  await agent.enroll(stack, where);
  agent.start([], where);
  await agent.seen(stack, Date.now());
  // The kernel is the one of this machine, so both agents read the same.
  const rows = await stack.query<{ host: string; total: number }>(
    'SELECT host, max(total_bytes) AS total FROM memory GROUP BY host ORDER BY host',
  );
  expect(rows).toHaveLength(2);
  expect(rows[0]?.total).toBe(rows[1]?.total);
  expect(await agent.program.terminate()).toBe(0);
}, 180_000);
