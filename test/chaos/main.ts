// `pnpm chaos`: one world with one seed, or several (--seeds 1,2,3 --parallel 2). Exit 0: no violation. See README.md.
import { parseArgs } from 'node:util';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { findInabilities } from './abilities.ts';
import { killAgents } from './agent-kills.ts';
import { runCampaign } from './campaign.ts';
import { Chaos } from './chaos.ts';
import { allFaults } from './faults/all.ts';
import { describe, type ChaosReport } from './report.ts';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    parallel: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1000' },
    minutes: { type: 'string' },
    faults: { type: 'string', default: '' },
    agents: { type: 'string', default: '4' },
    kills: { type: 'string' },
    root: { type: 'string', default: cloneRoot },
    json: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const minutes = Number(flags.minutes ?? (flags.rounds === '1000' ? 5 : 600));

function chosenFaults() {
  const wanted = flags.faults.split(',').filter((name) => name !== '');
  const isWanted = (name: string) =>
    wanted.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one));
  const chosen = wanted.length === 0 ? allFaults : allFaults.filter(({ name }) => isWanted(name));
  const unknown = wanted.filter((one) => !one.endsWith('*') && !allFaults.some(({ name }) => name === one));
  if (unknown.length === 0 && chosen.length > 0) return chosen;
  say(`no such fault: ${flags.faults}; there are: ${allFaults.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

async function runOne(): Promise<ChaosReport> {
  const faults = chosenFaults();
  const folder = makeWorkFolder('chaos');
  try {
    const chaos = new Chaos({
      folder,
      root: flags.root,
      agents: Number(flags.agents),
      inabilities: findInabilities(folder),
      seed: Number(flags.seed),
      faults,
      rounds: Number(flags.rounds),
      untilMs: Date.now() + minutes * 60_000,
      say,
    });
    return await chaos.run();
  } finally {
    await killLeftovers();
    removeWorkFolder(folder);
  }
}

async function runMany(seeds: readonly number[]) {
  const { faults, agents, root, rounds } = flags;
  const shared = ['--rounds', rounds, '--minutes', `${minutes}`, '--faults', faults, '--agents', agents];
  return runCampaign({ seeds, parallel: Number(flags.parallel), args: [...shared, '--root', root], say });
}

if (flags.kills !== undefined) await killAgentsOnly(Number(flags.kills));

async function killAgentsOnly(kills: number): Promise<never> {
  const folder = makeWorkFolder('agent-kills');
  try {
    const { root, seed, agents } = flags;
    const report = await killAgents({ folder, root, kills, agents: Number(agents), seed: Number(seed) });
    for (const violation of report.violations) say(`VIOLATION ${violation}`);
    say(JSON.stringify(report));
    process.exitCode = report.violations.length === 0 ? 0 : 1;
  } finally {
    await killLeftovers();
    removeWorkFolder(folder);
  }
  process.exit();
}

const report = flags.seeds === undefined ? await runOne() : await runMany(flags.seeds.split(',').map(Number));
for (const line of describe(report)) say(line);
if (flags.json) say(JSON.stringify(report));
process.exit(report.violations.length === 0 ? 0 : 1);
