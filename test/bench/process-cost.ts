import { readdirSync, readFileSync } from 'node:fs';

/** CPU time (user + system, all threads) and resident memory of one process, as the kernel counts them. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** The most that was ever resident. */
  readonly peakRssMb: number;
  /** Page faults of children that ended and were waited for: grows whenever the process ran another program. */
  readonly childFaults: number;
}

const ticksPerSecond = 100;

export function processCost(pid: number): ProcessCost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const megabytes = (line: RegExp) => Number(line.exec(status)?.[1] ?? 0) / 1024;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    cpuSeconds: Math.max(threadSeconds(pid) ?? 0, ticks / ticksPerSecond),
    rssMb: megabytes(/VmRSS:\s+(\d+)/),
    peakRssMb: megabytes(/VmHWM:\s+(\d+)/),
    childFaults: Number(fields[8]),
  };
}

/**
 * The scheduler's own count, in ns: a process that costs two thousandths of a core is a few ticks a minute. It is of threads
 * that are there: what a pool ended is in the ticks of the process alone. undefined: this kernel does not show it.
 */
function threadSeconds(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const ns = threads.map((id) => parseInt(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'latin1'), 10));
    return ns.reduce((sum, each) => sum + each, 0) / 1e9;
  } catch {
    return undefined;
  }
}

/** The processes that this one started and that are still there. */
export function childrenOf(pid: number): number[] {
  const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
  return pids.filter((id) => id !== '').map(Number);
}
