import type { Clock } from '@hostwire/runtime';
import { passingSamples, type PassingSamples } from '../intake/passing-samples.ts';
import type { SequenceTable } from '../intake/sequence-table.ts';
import type { CommittedRun } from './commit-core.ts';
import { DelayHistogram } from './delay-histogram.ts';

const delayWindowMs = 300_000;

export interface CommitterStatus {
  readonly samplesCommitted: number;
  readonly batchesCommitted: number;
  readonly lastCommitMs: number | null;
  /** From arrival to commit of live batches, over the last 5 to 10 minutes. */
  readonly commitDelayMs: { readonly p50: number | null; readonly p99: number | null };
  readonly queuedBatches: number;
  readonly queuedBytes: number;
  /** Nothing can be committed at present. */
  readonly isStalled: boolean;
  /** Why the last attempt to commit failed; null since one succeeded. */
  readonly lastFailure: string | null;
}

export type CommitListener = (events: readonly PassingSamples[]) => void;

/** Counts what was committed, and tells those who listen. */
export class CommitReport {
  readonly #clock: Clock;
  readonly #delays = new DelayHistogram({ windowMs: delayWindowMs });
  readonly #listeners = new Set<CommitListener>();
  #samples = 0;
  #batches = 0;
  #lastCommitMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The listener must not throw. Gives back what ends the subscription. */
  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  committed(runs: readonly CommittedRun[]): void {
    const nowMs = this.#clock.monoMs();
    this.#lastCommitMs = this.#clock.nowMs();
    for (const { sequence, batches } of runs) {
      this.#batches += batches.length;
      if (sequence.stream !== 'live') continue; // history waits on purpose
      for (const batch of batches) this.#delays.record(nowMs - batch.recvMonoMs, nowMs);
    }
    const events = runs.map(({ sequence, batches }) => passingSamples(sequence, batches));
    for (const { samples } of events) this.#samples += samples;
    for (const listener of this.#listeners) listener(events);
  }

  status({
    table,
    isStalled,
  }: {
    readonly table: Pick<SequenceTable, 'pendingBatches' | 'pendingBytes'>;
    readonly isStalled: boolean;
  }): Omit<CommitterStatus, 'lastFailure'> {
    const nowMs = this.#clock.monoMs();
    return {
      samplesCommitted: this.#samples,
      batchesCommitted: this.#batches,
      lastCommitMs: this.#lastCommitMs,
      commitDelayMs: { p50: this.#delays.quantile(0.5, nowMs), p99: this.#delays.quantile(0.99, nowMs) },
      queuedBatches: table.pendingBatches,
      queuedBytes: table.pendingBytes,
      isStalled,
    };
  }
}
