// Asks systeminformation, round after round, in a process of its own: it starts dozens of programs, blocks while they
// run, and may hang or crash. reader.ts starts it, asks it and ends it.
//
// A round is asked for by one line on standard input, {"round":1,"calls":["mem","networkStats"]}, and answered by lines
// on standard output, each as soon as it is known:
//
//   {"round":1,"tsMs":...,"monoMs":...}        the instant it began; the monotonic clock is the same in all processes
//   {"round":1,"call":"mem","value":{...}}     or "error":"..." instead of "value"
//   {"round":1,"done":true}
//
// Ends with standard input. Plain JavaScript, because it runs from the sources as well as from a build.
import { writeSync } from 'node:fs';
import { loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import si from 'systeminformation';

/** States of a CPU as systeminformation names them. */
const states = ['User', 'Nice', 'System', 'Idle', 'Irq'];
const cpuTotals = new Map();

/**
 * currentLoad gives what was added since it was called before, and percentages. The additions are summed up to totals
 * (ms since this process began), which say the same when an answer is lost on the way.
 */
async function cpuTime() {
  const load = await si.currentLoad();
  const total = (key, raw) => {
    const sum = (cpuTotals.get(key) ?? 0) + raw;
    cpuTotals.set(key, sum);
    return sum;
  };
  const reported = (name, from, prefix) =>
    Object.fromEntries(
      states.map((state) => [state.toLowerCase(), total(`${name} ${state}`, from[`${prefix}${state}`])]),
    );
  return {
    ...reported('all', load, 'rawCurrentLoad'),
    cores: load.cpus.map((core, i) => reported(`${i}`, core, 'rawLoad')),
  };
}

const calls = {
  currentLoad: cpuTime,
  loadavg: async () => loadavg(),
  mem: () => si.mem(),
  networkStats: () => si.networkStats('*'),
  disksIO: () => si.disksIO(),
  fsStats: () => si.fsStats(),
  fsSize: () => si.fsSize(),
  battery: () => si.battery(),
};

/**
 * systeminformation answers a call that comes sooner than 500 ms after the same call with what it answered before. So a
 * round that follows closely on a long one waits.
 */
const minApartMs = 510;
const answeredMs = new Map();

async function answer(call) {
  const early = (answeredMs.get(call) ?? -Infinity) + minApartMs - Date.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
  try {
    return await calls[call]();
  } finally {
    answeredMs.set(call, Date.now());
  }
}

// No await at the top level: the agent as one file holds this as a CommonJS module.
void run();

async function run() {
  for await (const line of createInterface({ input: process.stdin })) {
    const { round, calls: asked } = JSON.parse(line);
    const monoMs = Number(process.hrtime.bigint()) / 1e6;
    write({ round, tsMs: Date.now(), monoMs });
    for (const call of asked) {
      try {
        write({ round, call, value: await answer(call) });
      } catch (error) {
        write({ round, call, error: String(error) });
      }
    }
    write({ round, done: true });
  }
}

/** Synchronous, so that nothing is lost when this process is killed. */
function write(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
