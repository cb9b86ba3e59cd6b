import type { SeqRange } from './seq-range.ts';

/** How far one epoch of an agent is committed. */
export interface Mark {
  /** The highest committed sequence number below which none is missing. */
  readonly seq: number;
  /** Hash of the batch with that number: 16 hex digits. */
  readonly hash: string;
  /** Numbers above it that are committed all the same: what is missing between was lost by the database. Default: none. */
  readonly stored?: readonly SeqRange[];
}

export interface MarkKey {
  readonly agentId: string;
  /** 16 hex digits. */
  readonly epoch: string;
}
