import type { Readings } from './sampled-group.ts';
import type { GroupConfiguration } from './source-settings.ts';
import type { Issue } from './source.ts';

/** What is read beside the samples, because it takes too long for the instant of a sample or may block. */
export interface BackgroundGroup {
  readonly name: string;
  /** Counters that went backwards since the start. */
  readonly resets: number;
  /** What a thread of this process waits for at this moment; without it, nothing ever. */
  readonly pending?: readonly string[];
  /** Takes its own part of the settings; without it the group has none. */
  configure?(settings: GroupConfiguration): void;
  /**
   * Reads everything, without holding the main thread for more than a few milliseconds at a time. Rejects with what
   * keeps it from reading; then `forget` is called.
   */
  collect(monoMs: number): Promise<Collected>;
  /** The next collection is a baseline. */
  forget(): void;
  close(): void;
}

export interface Collected {
  readonly readings: Readings;
  readonly issues: readonly Issue[];
}
