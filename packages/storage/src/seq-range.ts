/** Sequence numbers, both included. */
export interface SeqRange {
  readonly firstSeq: number;
  readonly lastSeq: number;
}
