// `pnpm fuzz [--seed N] [--minutes N] [--agents N] [--only a,b] [--keep]`: test/fuzz against the built product.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

await build();
const main = fileURLToPath(new URL('../test/dist/fuzz/main.js', import.meta.url));
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
