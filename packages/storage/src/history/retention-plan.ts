import type { PartitionUsage, StorageUsage } from './usage.ts';

export interface RetentionPolicy {
  /** How long each level is kept, ms. */
  readonly raw: number;
  readonly minutes: number;
  readonly hours: number;
  /** What the database may take; undefined: `diskShare` of its disk. It goes before the times. */
  readonly maxDiskBytes: number | undefined;
}

/** Whatever the policy says, so much of the disk is left free. */
export const minFreeBytes = 2 ** 30;
const diskShare = 0.8;
/** With less of `minFreeBytes` left, or of a smaller disk with less than half of it, history goes that stays otherwise. */
const shortShare = 0.75;
/** Of a day that still fills goes so much of the budget more than has to, for what comes until the next look. */
const marginShare = 0.05;
/** Of a day that still fills: what came within this time stays. */
const freshMs = { usual: 15 * 60_000, short: 60_000 };

export interface RetentionStep {
  readonly table: string;
  readonly level: 'raw' | 'minutes' | 'hours';
  readonly partition: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: 'age' | 'budget';
  /** What goes: all of the partition, or its oldest parts until it is so much. */
  readonly bytes: number;
  readonly isPart: boolean;
  /** Of a part: what came within this time stays, ms. */
  readonly freshMs: number;
}

export interface RetentionPlan {
  /** What goes now, in this order. */
  readonly steps: readonly RetentionStep[];
  /** So little of the disk is free that INSERTs might be refused soon. */
  readonly isDiskShort: boolean;
  readonly usedBytes: number;
  readonly budgetBytes: number;
  /** Days of raw samples that the budget holds at the rate of the last full day; null while that is not known. */
  readonly rawDaysHeld: number | null;
  /** What goes next by age, and when, ms since 1970; null when nothing will. */
  readonly next: { readonly table: string; readonly partition: string; readonly atMs: number } | null;
}

/** Decides what goes. No I/O: the same usage, policy and time give the same plan. */
export function planRetention(usage: StorageUsage, policy: RetentionPolicy, nowMs: number): RetentionPlan {
  const { diskBytes, freeBytes, replacedBytes } = usage;
  const usedBytes = sum(usage.partitions);
  const room = Math.max(0, usedBytes + freeBytes - minFreeBytes);
  const budgetBytes = Math.min(policy.maxDiskBytes ?? diskShare * diskBytes, room);
  const alive = new Set(usage.rawDays);
  const timed = usage.partitions
    .filter(({ level, partition }) => level !== 'kept' && (level !== 'raw' || alive.has(partition)))
    .sort((a, b) => a.toMs - b.toMs);
  const keepMs = ({ level }: PartitionUsage) => (level === 'kept' ? Infinity : policy[level]);
  const isOld = (partition: PartitionUsage) => partition.toMs + keepMs(partition) <= nowMs;
  const steps = timed.filter(isOld).map((partition) => stepOf(partition, 'age'));
  let excess = usedBytes - sum(steps) - budgetBytes;
  const rest = timed.filter((partition) => !isOld(partition));
  const closed = (level: string) => rest.filter((one) => one.level === level && one.toMs <= nowMs);
  const open = (level: string) => rest.filter((one) => one.level === level && one.toMs > nowMs);
  const isDiskShort = freeBytes - replacedBytes < Math.min(shortShare * minFreeBytes, diskBytes / 2);
  // Minutes of this week are lost rather than all that comes.
  const lastResort = isDiskShort ? open('minutes').sort((a, b) => b.bytes - a.bytes) : [];
  for (const partition of [...closed('raw'), ...open('raw'), ...closed('minutes'), ...lastResort]) {
    if (excess <= 0) break;
    const isPart = partition.level === 'raw' && partition.toMs > nowMs;
    const bytes = isPart ? Math.min(excess + marginShare * budgetBytes, partition.bytes) : partition.bytes;
    const fresh = isDiskShort ? freshMs.short : freshMs.usual;
    steps.push({ ...stepOf(partition, 'budget'), bytes, isPart, freshMs: isPart ? fresh : 0 });
    excess -= bytes;
  }
  const following = rest.map((partition) => ({ ...partition, atMs: partition.toMs + keepMs(partition) }));
  const [next] = following.sort((a, b) => a.atMs - b.atMs);
  return {
    steps,
    isDiskShort,
    usedBytes,
    budgetBytes,
    rawDaysHeld: rawDaysHeld(usage, { usedBytes, budgetBytes, nowMs }),
    next: next === undefined ? null : { table: next.table, partition: next.partition, atMs: next.atMs },
  };
}

function stepOf(
  { table, level, partition, fromMs, toMs, bytes }: PartitionUsage,
  reason: 'age' | 'budget',
): RetentionStep {
  if (level === 'kept') throw new TypeError(`${table} is kept for ever`);
  return { table, level, partition, fromMs, toMs, bytes, reason, isPart: false, freshMs: 0 };
}

interface Fill {
  readonly usedBytes: number;
  readonly budgetBytes: number;
  readonly nowMs: number;
}

/** What the budget leaves for raw samples beside all else, in days like the last full one. */
function rawDaysHeld(
  { partitions, rawDays }: StorageUsage,
  { usedBytes, budgetBytes, nowMs }: Fill,
): number | null {
  const raw = partitions.filter(({ level }) => level === 'raw');
  const full = raw.filter(({ partition, toMs }) => toMs <= nowMs && rawDays.includes(partition)).at(-1);
  if (full === undefined || full.bytes === 0) return null;
  return Math.max(0, budgetBytes - (usedBytes - sum(raw))) / full.bytes;
}

function sum(items: readonly { readonly bytes: number }[]): number {
  return items.reduce((total, { bytes }) => total + bytes, 0);
}
