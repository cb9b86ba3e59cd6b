// `pnpm chaos [--seed N] [--rounds N] [--minutes M] [--faults a,b,c] [--agents N] [--sabotage NAME]`: test/chaos against the
// built product, or against a copy of it that was sabotaged (test/chaos/sabotage/).
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { sabotage, sabotages } from './sabotage.mjs';

const args = process.argv.slice(2);
const at = args.indexOf('--sabotage');
const name = at < 0 ? undefined : args.splice(at, 2)[1];
if (at >= 0 && !sabotages().includes(name)) {
  console.error(`no such sabotage: ${name}; there are: ${sabotages().join(', ')}`);
  process.exit(2);
}
await build();
const copy = name === undefined ? undefined : await sabotage(name);
const main = fileURLToPath(new URL('../test/dist/chaos/main.js', import.meta.url));
const { status } = spawnSync(process.execPath, [main, ...args, ...(copy ? ['--root', copy] : [])], {
  stdio: 'inherit',
});
if (copy !== undefined) rmSync(copy, { recursive: true, force: true });
process.exit(status ?? 1);
