import { hostname } from 'node:os';
import type { SampleColumns } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import { sampleGroupLimits, SampleWriter, type Database } from '@hostwire/storage';
import type { IngestPort } from './api/ports.ts';
import { historyLimitsFor } from './committer/choose-group.ts';
import type { CommitterStatus } from './committer/commit-report.ts';
import { Committer } from './committer/committer.ts';
import type { CollectorConfig } from './config.ts';
import { Intake } from './intake/intake.ts';
import { passingSamples } from './intake/passing-samples.ts';
import { SequenceTable } from './intake/sequence-table.ts';
import type { QueuedBatch, Sequence } from './intake/sequence.ts';
import { Arrivals } from './live/arrivals.ts';
import { Receipts } from './live/receipts.ts';
import type { SampleListener } from './live/sample-feed.ts';

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
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The way of a batch through the collector: taken in, put into its sequence, shown on open pages, and committed. */
export class Ingest implements IngestPort {
  readonly sequences = new SequenceTable();
  readonly #receipts = new Receipts();
  readonly writer: SampleWriter;
  readonly committer: Committer;
  readonly arrivals: Arrivals;
  readonly intake: Intake;

  constructor({ limits, db, clock, logger }: IngestOptions) {
    const { queueSize: queueBytes, linger: lingerMs, backlogPerSecond } = limits;
    this.writer = new SampleWriter(db, { shard, holder: leaseHolder });
    this.committer = new Committer({
      writer: this.writer,
      table: this.sequences,
      limits: {
        ...sampleGroupLimits,
        lingerMs,
        history: historyLimitsFor(backlogPerSecond),
      },
      clock,
      logger: logger.child({ component: 'committer' }),
    });
    this.arrivals = new Arrivals({ ingest: this.committer, clock });
    const onQueued = (batch: QueuedBatch, sequence: Sequence) => {
      if (batch.samples > 0) this.arrivals.heard(sequence.host);
      this.committer.queued(batch, sequence);
      this.#receipts.received(passingSamples(sequence, [batch]));
    };
    this.intake = new Intake({ table: this.sequences, clock, queueBytes, onQueued });
  }

  status(): CommitterStatus {
    return this.committer.status();
  }

  onReceived(listener: SampleListener): () => void {
    return this.#receipts.onReceived(listener);
  }

  onCommitted(listener: SampleListener): () => void {
    return this.committer.onCommitted(listener);
  }

  /** The newest samples of an agent that were received and are not committed yet, oldest first. */
  uncommittedOf(agentId: string): readonly SampleColumns[] {
    return this.sequences.uncommittedOf(agentId);
  }
}
