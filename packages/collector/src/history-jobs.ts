import type { Clock, Logger } from '@hostwire/runtime';
import { rollUp, type Database } from '@hostwire/storage';
import type { CollectorConfig } from './config.ts';
import { LostData, type AgentStanding } from './history/lost-data.ts';
import { Retention } from './history/retention.ts';
import { RollupSchedule } from './history/rollup-schedule.ts';
import { leaseHolder, type Ingest } from './ingest.ts';

export interface HistoryJobsOptions {
  readonly retention: CollectorConfig['retention'];
  readonly db: Database;
  readonly ingest: Pick<Ingest, 'committer' | 'sequences' | 'writer'>;
  readonly standing: (agentId: string) => AgentStanding;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the collector does to stored samples: rolls them up, lets them expire, and notices which are gone. */
export class HistoryJobs {
  readonly rollups: RollupSchedule;
  readonly lostData: LostData;
  readonly retention: Retention;

  constructor({ retention, db, ingest, standing, clock, logger }: HistoryJobsOptions) {
    const { committer, sequences, writer } = ingest;
    const { maxDisk: maxDiskBytes, ...ages } = retention;
    const shared = { db, committer, clock };
    this.rollups = new RollupSchedule({
      rollUp: (request) => rollUp(db, { holder: leaseHolder, ...request }),
      clock,
      logger: logger.child({ component: 'history' }),
    });
    this.lostData = new LostData({
      ...shared,
      book: sequences,
      standing,
      logger: logger.child({ component: 'lost-data' }),
    });
    this.retention = new Retention({
      ...shared,
      policy: { ...ages, maxDiskBytes },
      requireLease: () => writer.requireLease(),
      logger: logger.child({ component: 'retention' }),
    });
  }
}
