/** What an audit is asked, and what it finds: see read-audit.ts. */
import type { SendingSchedule } from '@hostwire/protocol';
import type { GapData } from '../queries/gap.ts';
import type { Silence } from '../queries/silence.ts';
import type { SeqRange } from '../seq-range.ts';

export interface AuditRequest {
  /** Default: all. */
  readonly host?: string | undefined;
  /** Only what was sampled since then; default: everything. */
  readonly sinceMs?: number | undefined;
  readonly nowMs: number;
  /** How a host was told to sample and to send. */
  schedule(host: string): SendingSchedule;
}

/** Rows that stand for numbers without samples: gaps, and batches that were refused. */
export interface AuditReason {
  readonly reason: string;
  readonly rows: number;
  readonly seqs: number;
}

/** What one epoch of one agent left behind. */
export interface EpochAudit extends SeqRange {
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly samples: number;
  /** Of those, with a key (sequence number, index) of their own. */
  readonly distinctSamples: number;
  readonly batches: number;
  readonly reasons: readonly AuditReason[];
  /** Numbers that are neither a batch nor inside a gap; the first 100. */
  readonly missing: readonly SeqRange[];
  /** Numbers that stand there more than once; the first 100. */
  readonly repeated: readonly number[];
}

/** The time of one host, from its first to its last sample, and since then when nothing comes any more. */
export interface HostCoverage {
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly samples: number;
  /** If there had been no hole. */
  readonly expectedSamples: number;
  /** Holes with a reason, summed up. */
  readonly explained: readonly { readonly reason: string; readonly holes: number; readonly ms: number }[];
  /** Holes that nothing explains. */
  readonly unexplained: readonly GapData[];
  /** Not over, so nobody knows yet what of it is lost. */
  readonly silence: Silence | undefined;
}

export interface Audit {
  readonly epochs: readonly EpochAudit[];
  readonly hosts: readonly HostCoverage[];
}
