// What one read of the linux source costs, in CPU time of this process and in time on the clock.
// Usage: node packages/agent/bench/source.mjs [reads] [proc root]    (after `tsc -b`)
import { systemClock } from '@hostwire/runtime';
import { createLinuxSource } from '../dist/sources/linux/linux-source.js';

const reads = Number(process.argv[2] ?? 500);
const procRoot = process.argv[3] ?? '/proc';
const pauseMs = 20; // reads come apart, as they do in life: caches are cold and the JIT is not hurried

const self = () => ({ sentBytesTotal: 0, spoolBytes: 0, spoolBatches: 0 });
const source = createLinuxSource({ clock: systemClock, procRoot, self });
await source.start();
source.read();

const wallUs = [];
let cpuUs = 0;
for (let i = 0; i < reads; i++) {
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  const before = process.cpuUsage();
  const startedMs = performance.now();
  source.read();
  wallUs.push((performance.now() - startedMs) * 1000);
  const { user, system } = process.cpuUsage(before);
  cpuUs += user + system;
}
const groups = source.costs().filter((group) => group.reads >= reads); // the others are read beside the samples
await source.stop();

wallUs.sort((a, b) => a - b);
const at = (share) => Math.round(wallUs[Math.floor((wallUs.length - 1) * share)]);
console.log(`${reads} reads of ${procRoot}: ${(cpuUs / reads / 1000).toFixed(3)} ms CPU per read`);
console.log(`on the clock: median ${at(0.5)} us, 99th percentile ${at(0.99)} us`);
console.log(groups.map(({ name, costUs, reads: n }) => `${name} ${(costUs / n).toFixed(0)} us`).join(', '));
