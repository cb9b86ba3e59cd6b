import { afterAll, expect, test } from '@jest/globals';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { allLeftOut } from './abilities.ts';
import { Chaos } from './chaos.ts';
import { allFaults } from './faults/all.ts';

/** Those that need neither root nor strace, and do not make agents wait long before they come back. */
const faults = [
  'agent-kill',
  'collector-kill',
  'database-kill',
  'answer-lost',
  'zombie-insert',
  'link-trickle',
];
const seed = Number(process.env['HOSTWIRE_CHAOS_SEED'] ?? 1);
const folder = makeWorkFolder('chaos-e2e');

afterAll(async () => {
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

test(`a short round of chaos (seed ${seed}): nothing lost, nothing twice, nothing unexplained`, async () => {
  const lines: string[] = [];
  const chaos = new Chaos({
    folder,
    root: cloneRoot,
    agents: 2,
    inabilities: allLeftOut('not in the short round'),
    seed,
    faults: allFaults.filter(({ name }) => faults.includes(name)),
    rounds: 5,
    untilMs: Date.now() + 35_000,
    say: (line) => lines.push(line),
  });
  const report = await chaos.run();
  expect([...report.violations, ...(report.violations.length > 0 ? lines : [])]).toEqual([]);
  expect(Object.values(report.faults).some(({ fired }) => fired > 0)).toBe(true);
  expect(report.frames).toBeGreaterThan(10);
}, 240_000);
