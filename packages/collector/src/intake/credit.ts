import type { Credit } from '@hostwire/protocol';
import type { Sequence } from './sequence.ts';

const creditLimits = {
  /** Batches that one agent may have under way. */
  maxBatches: 512,
  /** Bytes that one agent may have under way, when there is plenty of room. */
  maxBytes: 4 * 2 ** 20,
  /** And when there is little: one large batch must fit. */
  minBytes: 256 * 2 ** 10,
} as const;

export interface CreditOffer {
  /** Bytes that the queue may hold in all. */
  readonly queueBytes: number;
  /** How many agents share it. */
  readonly sessions: number;
  /** Nothing can be committed at present: no agent may send more than it has sent. */
  readonly closed: boolean;
}

/** How far past the committed batch an agent may send. Half of the queue is shared out; the rest absorbs bursts. */
export function creditFor(sequence: Sequence, { queueBytes, sessions, closed }: CreditOffer): Credit {
  if (closed) return { batches: sequence.pending.size, bytes: sequence.pendingBytes };
  const share = Math.floor(queueBytes / 2 / Math.max(1, sessions));
  return {
    batches: creditLimits.maxBatches,
    bytes: Math.min(creditLimits.maxBytes, Math.max(creditLimits.minBytes, share)),
  };
}
