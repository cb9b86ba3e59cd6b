import { afterAll, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { killAgents } from './agent-kills.ts';

const seed = Number(process.env['HOSTWIRE_CHAOS_SEED'] ?? 1);
const folder = makeWorkFolder('agent-kills-e2e');

afterAll(async () => {
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

test(`SIGKILL of an agent costs at most one sample, and a gap says so (seed ${seed})`, async () => {
  const report = await killAgents({ folder, root: cloneRoot, agents: 2, kills: 6, seed });
  expect(report.violations).toEqual([]);
  expect(report.kills).toBe(6);
  expect(report.samples).toBeGreaterThan(10);
}, 180_000);
