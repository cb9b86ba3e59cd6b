// What the surveys beside the sampling cost: CPU time of each, and how long it holds the main thread at a time.
// Usage: node packages/agent/bench/survey.mjs [processes]    (after `tsc -b`)
// Without a number over the kernel's own /proc and /sys; with one over a made-up /proc of that many processes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LinkGroup } from '../dist/sources/linux/link.js';
import { ProcessGroup } from '../dist/sources/linux/process.js';
import { SensorGroup } from '../dist/sources/linux/sensor.js';

const processes = Number(process.argv[2] ?? 0);
const surveys = processes > 1_000 ? 10 : 50;
const folder = mkdtempSync(join(tmpdir(), 'hostwire-bench-'));
const procRoot = processes > 0 ? madeUpProc(join(folder, 'proc'), processes) : '/proc';

for (const surveyor of [
  new LinkGroup({ sysRoot: '/sys' }),
  new SensorGroup({ sysRoot: '/sys' }),
  new ProcessGroup({ procRoot }),
]) {
  let monoMs = 0;
  const survey = () => surveyor.survey((monoMs += 10_000));
  await survey();
  let cpuUs = 0;
  let rows = 0;
  for (let i = 0; i < surveys; i++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = process.cpuUsage();
    const { readings } = await survey();
    const { user, system } = process.cpuUsage(before);
    cpuUs += user + system;
    rows = Object.values(readings).reduce((sum, { devices }) => sum + devices.length, 0);
  }
  const turnsMs = [];
  for (let i = 0; i < surveys; i++) await watchTurns(turnsMs, survey);
  turnsMs.sort((a, b) => a - b);
  const at = (share) => turnsMs[Math.floor((turnsMs.length - 1) * share)].toFixed(2);
  const ms = cpuUs / surveys / 1000;
  console.log(
    `${surveyor.name}: ${ms.toFixed(2)} ms CPU per survey = ${(ms / 100).toFixed(3)} % of a core, ${rows} rows; ` +
      `CPU time of turns that did something: median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)} ms`,
  );
}
rmSync(folder, { recursive: true });

/** Notes the CPU time of each turn of the event loop during the work. Time on the clock would count other programs. */
async function watchTurns(turnsMs, work) {
  let running = true;
  let last = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(last);
    last = process.cpuUsage();
    if (user + system > 100) turnsMs.push((user + system) / 1000);
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  running = false;
}

function madeUpProc(root, count) {
  mkdirSync(root);
  writeFileSync(join(root, 'uptime'), '100000.00 400000.00\n');
  for (let pid = 1; pid <= count; pid++) {
    const at = join(root, String(pid));
    mkdirSync(at);
    const rss = (pid * 7919) % 50_000;
    const stat = `${pid} (worker-${pid % 40}) S 1 ${pid} ${pid} 0 -1 4194560 5 0 0 0 ${pid} 30 0 0 20 0 3 0 900 22000000 ${rss} 0\n`;
    writeFileSync(join(at, 'stat'), stat);
    writeFileSync(join(at, 'status'), `Name:\tworker\nUid:\t0\t0\t0\t0\nVmRSS:\t${rss * 4} kB\n`);
    writeFileSync(join(at, 'io'), `read_bytes: ${pid}\nwrite_bytes: ${pid}\n`);
  }
  return root;
}
