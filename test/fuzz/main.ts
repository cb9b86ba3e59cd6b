// `pnpm fuzz`: see README.md. Exit 0: no violation.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers } from '../harness/program.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { Corpus } from './corpus.ts';
import { Fuzz } from './fuzz.ts';

const { values: flags } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    'quiet-minutes': { type: 'string', default: '1' },
    agents: { type: 'string', default: '50' },
    only: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
    root: { type: 'string', default: cloneRoot },
    json: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const corpus = new Corpus(join(cloneRoot, 'test/fuzz/corpus'));
const folder = makeWorkFolder('fuzz');
const fuzz = new Fuzz({
  folder,
  root: flags.root,
  seed: Number(flags.seed),
  agents: Number(flags.agents),
  attackMs: Number(flags.minutes) * 60_000,
  quietMs: Number(flags['quiet-minutes']) * 60_000,
  only: flags.only.split(',').filter((name) => name !== ''),
  corpus,
  say,
});
try {
  const report = await fuzz.run();
  for (const [name, { attacks, newOutcomes, outcomes }] of Object.entries(report.targets)) {
    say(`${name}: ${attacks} attacks, ${Object.keys(outcomes).length} kinds of answers, ${newOutcomes} new`);
    for (const [outcome, count] of Object.entries(outcomes).slice(0, 6)) say(`    ${count}  ${outcome}`);
  }
  for (const violation of new Set(report.violations)) say(`VIOLATION ${violation}`);
  if (report.violations.length > 0) {
    const file = join(cloneRoot, 'test/.work', `fuzz-${flags.seed}-cases.txt`);
    writeFileSync(file, fuzz.recentCases().join('\n'));
    say(`the newest cases are in ${file}`);
  }
  if (flags.json) say(JSON.stringify(report));
  if (flags.keep) corpus.save();
  process.exitCode = report.violations.length === 0 ? 0 : 1;
} finally {
  await fuzz.stop();
  await killLeftovers();
  removeWorkFolder(folder);
}
process.exit();
