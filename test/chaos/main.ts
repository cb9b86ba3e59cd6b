// `pnpm chaos --seed N --rounds N --minutes M --faults a,b --agents N --root DIR`: one world, one seed; exit 0 = no violation.
import { parseArgs } from 'node:util';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { Chaos, type ChaosReport } from './chaos.ts';
import { CutOffDisk } from './cut-off-disk.ts';
import { allFaults } from './faults/all.ts';
import { SmallDisk } from './small-disk.ts';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '5' },
    faults: { type: 'string', default: '' },
    agents: { type: 'string', default: '3' },
    root: { type: 'string', default: cloneRoot },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = flags.faults.split(',').filter((name) => name !== '');
const unknown = wanted.filter((name) => !allFaults.some((fault) => fault.name === name));
if (unknown.length > 0) {
  say(`no such fault: ${unknown.join(', ')}; there are: ${allFaults.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const folder = makeWorkFolder('chaos');
const noCut = CutOffDisk.missing(folder);
const noSmall = SmallDisk.missing(folder);
for (const why of [noCut, noSmall]) if (why !== undefined) say(`left out: ${why}`);
let report: ChaosReport;
try {
  const chaos = new Chaos({
    folder,
    root: flags.root,
    agents: Number(flags.agents),
    disks: { cutOff: noCut === undefined, small: noSmall === undefined },
    seed: Number(flags.seed),
    faults: wanted.length === 0 ? allFaults : allFaults.filter(({ name }) => wanted.includes(name)),
    rounds: Number(flags.rounds),
    untilMs: Date.now() + Number(flags.minutes) * 60_000,
    say,
  });
  report = await chaos.run();
} finally {
  await killLeftovers();
  removeWorkFolder(folder);
}

for (const [name, { struck, fired }] of Object.entries(report.faults))
  say(`${name}: struck ${struck}, fired ${fired}`);
for (const [name, why] of Object.entries(report.leftOut)) say(`${name}: left out, ${why}`);
for (const { round, invariant, detail } of report.violations)
  say(`VIOLATION round ${round} ${invariant}: ${detail}`);
say(
  `seed ${report.seed}: ${report.rounds} rounds, ${report.frames} batches and gaps, ${report.violations.length} violations`,
);
process.exit(report.violations.length === 0 ? 0 : 1);
