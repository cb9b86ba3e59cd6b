import { KernelText } from '../../files/kernel-text.ts';

/** cpu.stat; NaN for what is not there: throttling only where the cpu controller is on. */
export interface CgroupCpu {
  readonly usageUs: number;
  readonly throttledUs: number;
  readonly throttledPeriods: number;
}

export function parseCpuStat(bytes: Buffer): CgroupCpu {
  const text = new KernelText(bytes);
  const value = (key: string) => (text.seekLine(key) ? text.number() : NaN);
  return {
    usageUs: value('usage_usec '),
    throttledUs: value('throttled_usec '),
    throttledPeriods: value('nr_throttled '),
  };
}

/** cpu.max, `max 100000` or `150000 100000`: thousandths of a core; NaN = no limit. */
export function parseCpuMaxMilli(bytes: Buffer): number {
  const text = new KernelText(bytes);
  const quotaUs = text.number();
  const periodUs = text.number();
  return periodUs > 0 ? Math.round((1000 * quotaUs) / periodUs) : NaN;
}

/**
 * A file with one number, or `max`, which gives NaN. So does a number that is as good as none: a limit that was set to the
 * largest the kernel takes (9223372036854771712, by LXC and version 1) limits nothing.
 */
export function parseLevel(bytes: Buffer): number {
  const value = new KernelText(bytes).number();
  return value <= Number.MAX_SAFE_INTEGER ? value : NaN;
}

/** memory.events: processes that the kernel killed because a limit of memory was reached, here or below. */
export function parseOomKills(bytes: Buffer): number {
  const text = new KernelText(bytes);
  return text.seekLine('oom_kill ') ? text.number() : NaN;
}

/** memory.stat: page cache that the kernel gives up first when the limit is reached. */
export function parseReclaimable(bytes: Buffer): number {
  const text = new KernelText(bytes);
  return text.seekLine('inactive_file ') ? text.number() : NaN;
}

const equals = 61;

/** io.stat, `8:0 rbytes=180224 wbytes=0 rios=3 ...` for each disk: bytes read and written, over all disks. */
export function parseIoStat(bytes: Buffer): { readonly readBytes: number; readonly writeBytes: number } {
  const text = new KernelText(bytes);
  let readBytes = 0;
  let writeBytes = 0;
  while (!text.atEnd) {
    text.skipWord(); // device number
    for (let key = text.word(equals); key !== ''; key = text.word(equals)) {
      const value = text.number();
      if (key === 'rbytes') readBytes += value;
      if (key === 'wbytes') writeBytes += value;
    }
    text.nextLine();
  }
  return { readBytes, writeBytes };
}

/** Version 1, cpuacct.usage: nanoseconds. */
export function parseCpuUsageNs(bytes: Buffer): Pick<CgroupCpu, 'usageUs'> {
  return { usageUs: Math.floor(new KernelText(bytes).number() / 1000) };
}

/** Version 1, cpu.stat; its time is in nanoseconds. */
export function parseThrottling(bytes: Buffer): Omit<CgroupCpu, 'usageUs'> {
  const text = new KernelText(bytes);
  const value = (key: string) => (text.seekLine(key) ? text.number() : NaN);
  return {
    throttledPeriods: value('nr_throttled '),
    throttledUs: Math.floor(value('throttled_time ') / 1000),
  };
}

/** Version 1, memory.stat: as `parseReclaimable`, with the cgroups below. */
export function parseTotalReclaimable(bytes: Buffer): number {
  const text = new KernelText(bytes);
  return text.seekLine('total_inactive_file ') ? text.number() : NaN;
}
