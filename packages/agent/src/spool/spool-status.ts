/** What is not acknowledged. */
export interface Unacked {
  /** Numbers. */
  readonly batches: number;
  /** Estimated within a segment. */
  readonly bytes: number;
}

export interface SpoolStatus extends Unacked {
  readonly epoch: string;
  /** The oldest and newest number; firstSeq is lastSeq + 1 when there is none. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Numbered but not on the disk, because it takes nothing at present. */
  readonly waiting: number;
}
