// `pnpm bench NAME [options]`: runs one measurement of test/bench against the built product.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const sources = fileURLToPath(new URL('../test/bench/', import.meta.url));
const entries = readdirSync(sources)
  .filter(
    (file) => file.endsWith('.ts') && readFileSync(sources + file, 'utf8').startsWith('// `pnpm bench '),
  )
  .map((file) => file.replace(/\.ts$/, ''));

const [name, ...options] = process.argv.slice(2);
if (!entries.includes(name)) {
  console.error(`usage: pnpm bench NAME [options]; NAME is one of: ${entries.join(', ')}`);
  process.exit(2);
}
await build();
const built = fileURLToPath(new URL(`../test/dist/bench/${name}.js`, import.meta.url));
const { status } = spawnSync(process.execPath, [built, ...options], { stdio: 'inherit' });
process.exit(status ?? 1);
