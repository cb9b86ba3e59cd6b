/** Who sent a batch, which it is, and where it goes. */
export interface BatchOrigin {
  /** UUID with dashes. */
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly seq: number;
  /** batchHash: 16 hex digits. */
  readonly hash: string;
  /** UTC days since 1970, within tolerance (`partitionDay`). */
  readonly day: number;
  readonly recvMs: number;
}
