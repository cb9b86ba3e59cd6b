// Explores an instance of any size: see README.md. Exits with 1 when it finds a counterexample.
import { parseArgs } from 'node:util';
import { commitModel } from './commit-model.ts';
import { explore } from './explore.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '1' },
    batches: { type: 'string', default: '2' },
    sealed: { type: 'string' },
    collectors: { type: 'string', default: '1' },
    faults: { type: 'string', default: '2' },
    poison: { type: 'string' },
    obscure: { type: 'boolean', default: false },
    'max-states': { type: 'string', default: '5000000' },
  },
});
const instance = {
  agents: Number(values.agents),
  batches: Number(values.batches),
  sealed: Number(values.sealed ?? values.batches),
  collectors: Number(values.collectors),
  faults: Number(values.faults),
  ...(values.poison === undefined ? {} : { poison: Number(values.poison) }),
  isPoisonObscure: values.obscure,
};
const began = performance.now();
const { counterexample, taken, ...figures } = explore(commitModel(instance), {
  maxStates: Number(values['max-states']),
});
const seconds = Math.round(performance.now() - began) / 1000;
process.stdout.write(`${JSON.stringify({ ...instance, ...figures, seconds })}\n`);
for (const [label, times] of taken) process.stdout.write(`${String(times).padStart(9)}  ${label}\n`);
if (counterexample !== undefined) {
  process.stdout.write(`\n${counterexample.kind}: ${counterexample.what}\n`);
  for (const label of counterexample.trace) process.stdout.write(`  ${label}\n`);
  process.exitCode = 1;
}
