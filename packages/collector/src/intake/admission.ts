import { zeroHash, type Batch, type Gap, type GapReason } from '@hostwire/protocol';
import type { Sequence } from './sequence.ts';

/**
 * next: it continues the sequence. duplicate: known, or older. hole: something before it is missing.
 * chain: its place is right and its history is not: another machine uses this identity, or a disk was rolled back.
 */
export type Place = 'next' | 'duplicate' | 'hole' | 'chain';

/** Gaps that stand for batches which once existed: the batch after such a gap names the hash of a lost batch. */
const lossReasons: ReadonlySet<GapReason> = new Set([
  'spool_full',
  'spool_damaged',
  'database_lost',
  'refused',
]);

/**
 * The hash that the next batch of the chain is held against; `zeroHash` = cannot be known, so anything is accepted
 * there. It is stored with the rows, so the rule holds across restarts of the collector.
 */
export function chainHash(frame: Batch | Gap, hash: string): string {
  return frame.type === 'gap' && lossReasons.has(frame.reason) ? zeroHash : hash;
}

/** Where a batch or gap (whose chain hash is `hash`) stands in its sequence. */
export function judge(sequence: Sequence, frame: Batch | Gap, hash: string): Place {
  const { committed, tail, pending } = sequence;
  const firstSeq = frame.type === 'gap' ? frame.firstSeq : frame.seq;
  const lastSeq = frame.type === 'gap' ? frame.lastSeq : frame.seq;
  if (lastSeq <= tail.seq) {
    const known = lastSeq === committed.seq ? committed.hash : pending.get(lastSeq);
    return frame.type === 'batch' && differ(known, hash) ? 'chain' : 'duplicate';
  }
  if (firstSeq > tail.seq + 1) return 'hole';
  // A gap may reach back over numbers that were committed although the agent never heard of it.
  const continues = firstSeq === tail.seq + 1 && chainHash(frame, hash) !== zeroHash;
  return continues && tail.seq > 0 && differ(tail.hash, frame.prevHash) ? 'chain' : 'next';
}

function differ(known: string | undefined, claimed: string): boolean {
  return known !== undefined && known !== zeroHash && known !== claimed;
}
