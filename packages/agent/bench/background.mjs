// What the collections beside the sampling cost: CPU time of each, and how long it holds the main thread at a time.
// Usage: node packages/agent/bench/background.mjs    (after `tsc -b`); a large host: `pnpm bench large-host`
import { openSync, readSync } from 'node:fs';
import { systemClock } from '@hostwire/runtime';
import { CgroupGroup } from '../dist/sources/linux/groups/cgroup.js';
import { LinkGroup } from '../dist/sources/linux/groups/link.js';
import { createLinuxSource } from '../dist/sources/linux/linux-source.js';
import { ProcessGroup } from '../dist/sources/linux/groups/process.js';
import { SensorGroup } from '../dist/sources/linux/groups/sensor.js';

const roots = { procRoot: '/proc', sysRoot: '/sys' };
const collections = 50;
const everyS = 10;
const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
const line = Buffer.alloc(128);
let total = 0; // % of a core

for (const group of [
  new LinkGroup(roots),
  new SensorGroup(roots),
  new ProcessGroup(roots),
  new CgroupGroup(roots),
]) {
  let monoMs = 0;
  const collection = () => group.collect((monoMs += 10_000));
  await collection();
  let cpuUs = 0;
  let rows = 0;
  for (let i = 0; i < collections; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = process.cpuUsage();
    const { readings } = await collection();
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
    rows = Object.values(readings).reduce((sum, { devices }) => sum + devices.length, 0);
  }
  const turnsMs = [];
  for (let i = 0; i < collections; i++) await watchTurns(turnsMs, collection);
  if (turnsMs.length === 0) turnsMs.push(0);
  turnsMs.sort((a, b) => a - b);
  const at = (share) => turnsMs[Math.floor((turnsMs.length - 1) * share)].toFixed(2);
  const ms = cpuUs / collections / 1000;
  const share = ms / everyS / 10;
  total += share;
  console.log(
    `${group.name}: ${ms.toFixed(2)} ms CPU per collection = ${share.toFixed(3)} % of a core, ${rows} rows; ` +
      `CPU time of turns that did something: median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)} ms`,
  );
}
const readMs = await costOfRead();
total += readMs / 10;
console.log(
  `one read of all other groups: ${readMs.toFixed(2)} ms = ${(readMs / 10).toFixed(3)} % of a core`,
);
console.log(`together ${total.toFixed(3)} % of a core at one sample a second`);

/** ms of CPU time, without collections but that of the mounts. */
async function costOfRead() {
  const source = createLinuxSource({ clock: systemClock, ...roots });
  await source.start();
  source.read();
  let cpuUs = 0;
  const reads = 200;
  for (let i = 0; i < reads; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const before = process.cpuUsage();
    source.read();
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
  }
  await source.stop();
  return cpuUs / reads / 1000;
}

/** CPU time of the main thread alone. Time on the clock would count other programs, that of the process its GC threads. */
function mainThreadMs() {
  return parseInt(line.toString('latin1', 0, readSync(schedstat, line, 0, line.length, 0)), 10) / 1e6;
}

/** Notes what each turn of the event loop takes during the work. */
async function watchTurns(turnsMs, work) {
  let running = true;
  let last = mainThreadMs();
  const turn = () => {
    const now = mainThreadMs();
    if (now - last > 0.1) turnsMs.push(now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  running = false;
}
