import type { SeqRange } from '@hostwire/storage';
import type { Sequence } from './sequence.ts';

/** Numbers that stand for one thing: in ClickHouse already, or lost there. */
export interface Piece extends SeqRange {
  readonly isStored: boolean;
}

/** Whether ClickHouse has this number although its mark is below it. */
export function isStored({ stored }: Pick<Sequence, 'stored'>, seq: number): boolean {
  return stored.some(({ firstSeq, lastSeq }) => seq >= firstSeq && seq <= lastSeq);
}

/**
 * The numbers after the tail up to `lastSeq`, which a gap says that the agent has no more: cut where those begin and end that
 * ClickHouse has, so that the gap stands only for what is lost.
 */
export function piecesOf({ tail, stored }: Pick<Sequence, 'tail' | 'stored'>, lastSeq: number): Piece[] {
  const pieces: Piece[] = [];
  let next = tail.seq + 1;
  for (const range of stored) {
    if (range.lastSeq < next || next > lastSeq) continue;
    const firstSeq = Math.max(range.firstSeq, next);
    if (firstSeq > lastSeq) break;
    if (firstSeq > next) pieces.push({ firstSeq: next, lastSeq: firstSeq - 1, isStored: false });
    const end = Math.min(range.lastSeq, lastSeq);
    pieces.push({ firstSeq, lastSeq: end, isStored: true });
    next = end + 1;
  }
  if (next <= lastSeq) pieces.push({ firstSeq: next, lastSeq, isStored: false });
  return pieces;
}
