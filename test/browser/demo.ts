// A stack with the demo fleet, until it is stopped: `node test/dist/browser/demo.js [HISTORY_HOURS]`.
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { DemoFleet } from './demo-fleet/demo-fleet.ts';

const hours = Number(process.argv[2] ?? 26);
const folder = makeWorkFolder('demo');
const stack = new Stack(folder);
await stack.start();
const fleet = new DemoFleet({ historyMs: hours * 3_600_000, historyStepMs: 30_000, silent: ['web-staging'] });
await fleet.start(stack);
fleet.produce();
process.stdout.write(`${stack.ready.loginUrl}\n${stack.dataDir}\n`);

process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());

async function end(): Promise<void> {
  fleet.stop();
  await stack.stop();
  removeWorkFolder(folder);
  process.exit();
}
