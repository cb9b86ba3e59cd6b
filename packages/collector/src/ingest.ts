import { hostname } from 'node:os';
import type { Clock, Logger } from '@hostwire/runtime';
import { sampleGroupLimits, SampleWriter, type Database } from '@hostwire/storage';
import { historyLimitsFor } from './committer/choose-group.ts';
import { Committer } from './committer/committer.ts';
import type { CollectorConfig } from './config.ts';
import { Intake } from './intake/intake.ts';
import { SequenceTable } from './intake/sequence-table.ts';
import type { QueuedBatch, Sequence } from './intake/sequence.ts';
import { Arrivals } from './live/arrivals.ts';

/** Collectors of one database take turns in writing it: there is one shard. */
const shard = 'main';

/** This process, as holder of leases. */
export const leaseHolder = `${hostname()}/${process.pid}`;

/** This collector, the same after a restart. */
export function collectorName({ data }: Pick<CollectorConfig, 'data'>): string {
  return `${hostname()}:${data}`;
}

export interface IngestOptions {
  readonly limits: CollectorConfig['limits'];
  readonly db: Database;
  readonly isWatched: (host: string) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The way of a batch through the collector: taken in, put into its sequence, committed, and noted as arrived. */
export class Ingest {
  readonly sequences = new SequenceTable();
  readonly writer: SampleWriter;
  readonly committer: Committer;
  readonly arrivals: Arrivals;
  readonly intake: Intake;

  constructor({ limits, db, isWatched, clock, logger }: IngestOptions) {
    const { queueSize: queueBytes, linger: lingerMs, restingLinger, backlogPerSecond } = limits;
    this.writer = new SampleWriter(db, { shard, holder: leaseHolder });
    this.committer = new Committer({
      writer: this.writer,
      table: this.sequences,
      limits: {
        ...sampleGroupLimits,
        lingerMs,
        restingLingerMs: Math.max(lingerMs, restingLinger),
        isWatched,
        history: historyLimitsFor(backlogPerSecond),
      },
      clock,
      logger: logger.child({ component: 'committer' }),
    });
    this.arrivals = new Arrivals({ ingest: this.committer, clock });
    const onQueued = (batch: QueuedBatch, sequence: Sequence) => {
      if (batch.samples > 0) this.arrivals.heard(sequence.host);
      this.committer.queued(batch, sequence);
    };
    this.intake = new Intake({ table: this.sequences, clock, queueBytes, onQueued });
  }
}
