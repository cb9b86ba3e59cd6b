// `pnpm incidents [--json]`: precision and recall of the default alert rules, over the labelled set of test/incidents.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

await build();
const built = fileURLToPath(new URL('../test/dist/incidents/main.js', import.meta.url));
const { status } = spawnSync(process.execPath, [built, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
