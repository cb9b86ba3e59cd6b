import type { Credit } from '@hostwire/protocol';
import type { QueuedBatch, Sequence } from './sequence.ts';

const creditLimits = {
  /**
   * Batches that one agent may have under way: 160 s of an agent that nobody looks at. What is accepted while nothing can
   * be committed goes before everything that comes after it, so a long window would make live data wait behind it.
   */
  maxBatches: 16,
  /** Bytes that one agent may have under way, when there is plenty of room. */
  maxBytes: 4 * 2 ** 20,
  /** And when there is little: one large batch must fit. */
  minBytes: 256 * 2 ** 10,
  /** An agent that has used so much is not to wait for company any more: it would soon wait for credit, and live pages with it. */
  crowded: { batches: 12, bytes: 128 * 2 ** 10 },
  /** The same for history, which shares out a part of the queue of its own. */
  history: { maxBatches: 512, queueShare: 1 / 8, maxBytes: 2 ** 20, minBytes: 16 * 2 ** 10 },
} as const;

/** How much of the queue history may take, in bytes: it never keeps live data out. */
export function historyQueueBytes(queueBytes: number): number {
  return queueBytes * creditLimits.history.queueShare;
}

export interface CreditOffer {
  /** Bytes that the queue may hold in all. */
  readonly queueBytes: number;
  /** How many agents share it, of the stream of this sequence. */
  readonly sessions: number;
  /** Nothing can be committed at present: no agent may send more than it has sent. */
  readonly closed: boolean;
}

/** How far past the committed batch an agent may send. Half of the queue is shared out; the rest absorbs bursts. */
export function creditFor(sequence: Sequence, { queueBytes, sessions, closed }: CreditOffer): Credit {
  if (closed) return { batches: sequence.pending.size, bytes: sequence.pendingBytes };
  const isHistory = sequence.stream === 'history';
  const { maxBatches, maxBytes, minBytes } = isHistory ? creditLimits.history : creditLimits;
  const shared = isHistory ? historyQueueBytes(queueBytes) : queueBytes;
  const share = Math.floor(shared / 2 / Math.max(1, sessions));
  return { batches: maxBatches, bytes: Math.min(maxBytes, Math.max(minBytes, share)) };
}

/** Whether an agent has used so much of its credit that it would soon have to wait for an acknowledgement. */
export function isCrowded({ held }: Sequence): boolean {
  const { batches, bytes } = creditLimits.crowded;
  if (held.length >= batches) return true;
  return held.reduce((sum, { content }) => sum + payloadBytes(content), 0) >= bytes;
}

function payloadBytes(content: QueuedBatch['content']): number {
  return content.kind === 'batch' ? content.frame.payload.byteLength : 0;
}
