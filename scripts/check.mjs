// `pnpm check`: every gate that needs no test run. Types come first, because lint reads what they build; lint takes as long as
// all others together, so it runs beside them. A gate's output appears when it ends; all run, and the last line says which failed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const types = ['types', 'tsc', ['-b']];
const lint = ['lint', 'eslint', ['--max-warnings=0', '.']];
const others = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['import cycles', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'packages']],
  ['unused code', 'knip', []],
  ['generated code', process.execPath, ['scripts/generate.mjs', '--check']],
  ['derived files', process.execPath, ['scripts/derive.mjs', '--check']],
  ['escape hatches', process.execPath, ['scripts/escape-hatches.mjs']],
];

/** Gives whether the gate passed. */
function run([name, command, args]) {
  const started = Date.now();
  const path = `${root}node_modules/.bin:${process.env.PATH}`;
  const gate = spawn(command, args, { cwd: root, env: { ...process.env, PATH: path } });
  const output = [];
  for (const stream of [gate.stdout, gate.stderr]) stream.on('data', (bytes) => output.push(bytes));
  gate.on('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
  return new Promise((resolve) => {
    gate.on('close', (code) => {
      process.stdout.write(Buffer.concat(output));
      console.log(
        `${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
      );
      resolve(code === 0);
    });
  });
}

/** The names of those that failed. */
async function runInTurn(gates) {
  const failed = [];
  for (const gate of gates) if (!(await run(gate))) failed.push(gate[0]);
  return failed;
}

const failed = [
  ...(await runInTurn([types])),
  ...(await Promise.all([runInTurn([lint]), runInTurn(others)])).flat(),
];
if (failed.length > 0) {
  console.error(`check: ${failed.join(', ')} failed`);
  process.exit(1);
}
