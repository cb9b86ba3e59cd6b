import type { SampleColumns } from '@hostwire/protocol';
import type { QueuedBatch, Sequence } from './sequence.ts';

/** Batches of one sequence as they pass: when one is received, and when some are committed together. */
export interface PassingSamples {
  readonly agentId: string;
  readonly host: string;
  /** 16 hex digits. */
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** 0 for a gap or a tombstone alone. */
  readonly samples: number;
  /** Of the newest sample. */
  readonly lastTsMs: number;
  /** What live batches hold, oldest first; those that were received while memory was short are left out. */
  readonly batches: readonly SampleColumns[];
  /** A batch of them was received and is refused by the database: what it held is not stored. */
  readonly isRefused: boolean;
}

/** `batches` are consecutive. */
export function passingSamples(sequence: Sequence, batches: readonly QueuedBatch[]): PassingSamples {
  const { agentId, host, epoch } = sequence;
  const [first] = batches;
  const last = batches.at(-1);
  const isGap = first?.content.kind === 'gap';
  return {
    agentId,
    host,
    epoch,
    firstSeq: isGap ? first.content.gap.firstSeq : (first?.seq ?? 0),
    lastSeq: last?.seq ?? 0,
    samples: batches.reduce((sum, { samples }) => sum + samples, 0),
    lastTsMs: batches.reduce((latest, { lastTsMs }) => Math.max(latest, lastTsMs), 0),
    batches: batches.flatMap(({ content }) =>
      sequence.stream === 'live' && content.kind === 'batch' ? (content.columns ?? []) : [],
    ),
    isRefused: batches.some(({ content }) => content.kind === 'tombstone' && content.code === 'poison'),
  };
}
