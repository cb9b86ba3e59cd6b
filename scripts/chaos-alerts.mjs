// `pnpm chaos:alerts [--kills 100] [--seed 1] [--collectors 2]`: no alert message is lost, repeated or invented, whoever is killed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

await build();
const main = fileURLToPath(new URL('../test/dist/chaos/alerts/main.js', import.meta.url));
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
