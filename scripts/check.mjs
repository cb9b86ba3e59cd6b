// `pnpm check`: every gate that needs no test run. Runs them all, then says which failed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const gates = [
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['types', 'tsc', ['-b']],
  ['lint', 'eslint', ['--max-warnings=0', '.']],
  ['import cycles', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'packages']],
  ['unused code', 'knip', []],
  ['generated code', process.execPath, ['scripts/generate.mjs', '--check']],
  ['escape hatches', process.execPath, ['scripts/escape-hatches.mjs']],
];

const failed = [];
for (const [name, command, args] of gates) {
  const started = Date.now();
  const path = `${root}node_modules/.bin:${process.env.PATH}`;
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`check: ${failed.join(', ')} failed`);
  process.exit(1);
}
