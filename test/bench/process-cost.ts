import { readFileSync } from 'node:fs';

/** CPU time (user + system, all threads) and resident memory of one process, as the kernel counts them. */
export interface ProcessCost {
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** The most that was ever resident. */
  readonly peakRssMb: number;
}

const ticksPerSecond = 100;

export function processCost(pid: number): ProcessCost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const megabytes = (line: RegExp) => Number(line.exec(status)?.[1] ?? 0) / 1024;
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
    rssMb: megabytes(/VmRSS:\s+(\d+)/),
    peakRssMb: megabytes(/VmHWM:\s+(\d+)/),
  };
}

/** The processes that this one started and that are still there. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').map(Number);
}
