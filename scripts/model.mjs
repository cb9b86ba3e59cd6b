// `pnpm model [--agents N] [--batches N] [--collectors N] [--faults N] [--poison SEQ] [--max-states N]`: explores an instance
// of test/model of any size.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

await build();
const main = fileURLToPath(new URL('../test/dist/model/main.js', import.meta.url));
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
