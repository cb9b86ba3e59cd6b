import type { Sample } from '@hostwire/protocol';
import type { GroupCost, SourceSettings } from './source-settings.ts';

/** Something of a group that could not be read the last time it was tried. */
export interface Issue {
  readonly group: string;
  /** A mount, interface, sensor, …; absent: about the group as a whole. */
  readonly device?: string;
  /** Absent: about all of them. */
  readonly column?: string;
  /** Stable: the `code` of the error, for example ENOENT. */
  readonly code: string;
  readonly message: string;
}

/**
 * Reads one host. `read` is synchronous and costs about a millisecond; what may block runs beside it and rides on the
 * next sample. The first read after `start` is the baseline of all increments and gives undefined.
 */
export interface Source {
  /** It has samples no more often than this; without it, as often as it is read. */
  readonly minIntervalMs?: number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** In force from the next read on. A group that comes back, and a device newly kept, starts from a baseline. */
  configure(settings: SourceSettings): void;
  /** Lengthens the intervals of groups by these factors; a group that is not named keeps to what is set. */
  slow(factors: ReadonlyMap<string, number>): void;
  /** Of every group that may be slowed. */
  costs(): readonly GroupCost[];
  /** undefined: the baseline, not started, or less than a millisecond after the read before. */
  read(): Sample | undefined;
  /** What is not read at present, and why. Empty when all is well. */
  issues(): readonly Issue[];
  /** Files and mounts that a thread of this process waits for, also after `stop`: it cannot leave by exit(3). */
  pending?(): readonly string[];
}

/** What only the agent knows about itself; the source adds its CPU time, memory and read time. */
export interface SelfMeasurement {
  /** Written to the collector's socket since the agent started; a total that only grows. */
  readonly sentBytesTotal: number;
  /** Not yet acknowledged. */
  readonly spoolBytes: number;
  readonly spoolBatches: number;
  /** Absent where no budget is kept. */
  readonly overCpuBudget?: boolean;
  readonly overRssBudget?: boolean;
  /** What the agent has issues with beside this source. */
  readonly issues?: number;
}
