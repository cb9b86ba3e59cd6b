import { execFile } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { HostwireError, errorCode } from '@hostwire/runtime';
import type { SecondReading, SecondValue, Seen } from './second-reading.ts';

/** The same numbers through other people's code: libuv, which Node has inside, and df of coreutils. */
export const librarySecondReadings: readonly SecondReading[] = [
  { group: 'cpu', how: 'os.cpus()', read: async () => cpuTimes() },
  { group: 'load', how: 'os.loadavg()', read: async () => loads() },
  { group: 'memory', how: 'os.totalmem()', read: async () => [totalMemory()] },
  { group: 'filesystem', how: 'df', surveyed: true, read: (seen) => df(seen) },
];

const dfTimeoutMs = 5_000;

function cpuTimes(): SecondValue[] {
  const times = cpus().map((core) => core.times);
  const states = [
    ['user_ms', 'user'],
    ['nice_ms', 'nice'],
    ['system_ms', 'sys'],
    ['idle_ms', 'idle'],
    ['irq_ms', 'irq'],
  ] as const;
  return states.flatMap(([column, state]) => {
    const of = { columns: [column], kind: 'counter', how: `os.cpus() ${state}` } as const;
    const sum = times.reduce((total, time) => total + time[state], 0);
    const total = { ...of, group: 'cpu', value: sum, grain: 10 * (times.length + 1) } as const;
    const cores = times.map((time, i): SecondValue => {
      return { ...of, group: 'cpu_core', device: `${i}`, value: time[state], grain: 0 };
    });
    return [total, ...cores];
  });
}

function loads(): SecondValue[] {
  const columns = ['load1_centi', 'load5_centi', 'load15_centi'];
  return loadavg().map((load, i): SecondValue => {
    const of = { group: 'load', kind: 'level', how: 'os.loadavg()' } as const;
    return { ...of, columns: [columns[i]!], value: Math.round(load * 100), grain: 1 };
  });
}

function totalMemory(): SecondValue {
  const of = { group: 'memory', columns: ['total_bytes'], kind: 'level' } as const;
  return { ...of, value: totalmem(), grain: 0, how: 'os.totalmem()' };
}

/** Of each mount by itself, so that one that hangs takes no other with it: only those that the source could ask. */
async function df(seen: Seen): Promise<SecondValue[]> {
  const values: SecondValue[] = [];
  for (const device of seen.devices('filesystem')) {
    const { stdout } = await runDf(device);
    const [size = NaN, used = NaN, available = NaN] = stdout
      .trim()
      .split('\n')[1]!
      .trim()
      .split(/\s+/)
      .map(Number);
    const of = { group: 'filesystem', device, kind: 'level', grain: 0, how: `df ${device}` } as const;
    values.push(
      { ...of, columns: ['size_bytes'], value: size },
      { ...of, columns: ['free_bytes'], value: size - used },
      { ...of, columns: ['available_bytes'], value: available },
    );
  }
  return values;
}

async function runDf(mount: string): Promise<{ stdout: string }> {
  const args = ['--block-size=1', '--output=size,used,avail', '--', mount];
  try {
    return await promisify(execFile)('df', args, { timeout: dfTimeoutMs, killSignal: 'SIGKILL' });
  } catch (error) {
    const what =
      errorCode(error) === 'ENOENT' ? 'df is not installed (package coreutils)' : `df ${mount} failed`;
    throw new HostwireError('DF_FAILED', what, { cause: error });
  }
}
