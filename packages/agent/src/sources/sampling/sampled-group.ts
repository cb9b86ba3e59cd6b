import type { GroupName, Reading } from '@hostwire/protocol';
import type { GroupConfiguration } from './source-settings.ts';
import type { Issue } from './source.ts';

export type Readings = Partial<Record<GroupName, Reading>>;

/** What is read together at the instant of a sample: one file of the kernel, or a few that belong together. */
export interface SampledGroup {
  readonly name: string;
  /** Counters that went backwards since the start. */
  readonly resets: number;
  /** Devices beyond the limit at the last read. */
  readonly leftOut: number;
  /** With values of the last read; without it, there never is any. */
  readonly issue?: Issue | undefined;
  /** Takes its own part of the settings; without it the group has none. */
  configure?(settings: GroupConfiguration): void;
  /**
   * Reads the files at this instant of the monotonic clock. Groups without a value are absent. Throws what keeps it from
   * reading.
   */
  read(monoMs: number): Readings;
  /** The next read is a baseline: called after a read that failed, so that no increment spans two intervals. */
  forget(): void;
  close(): void;
}
