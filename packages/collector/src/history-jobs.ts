import { join } from 'node:path';
import type { Clock, Logger } from '@hostwire/runtime';
import { rollUp, type Database, type RetentionPolicy } from '@hostwire/storage';
import type { CollectorConfig } from './config.ts';
import { AuditLogRetention } from './history/audit-log-retention.ts';
import { Backups } from './history/backups.ts';
import { LostData, type AskedAgents } from './history/lost-data.ts';
import { Retention } from './history/retention.ts';
import { RollupSchedule } from './history/rollup-schedule.ts';
import { collectorName, type Ingest } from './ingest.ts';
import { Mutex } from './mutex.ts';

export interface HistoryJobsOptions {
  readonly config: Pick<CollectorConfig, 'data' | 'retention'>;
  /** Where the embedded ClickHouse may write backups; undefined: it is a server of its own. */
  readonly backupFolder: string | undefined;
  readonly db: Database;
  /** What alert rules ask. */
  readonly rulesDb: Database;
  readonly ingest: Pick<Ingest, 'committer' | 'sequences' | 'writer'>;
  readonly agents: AskedAgents;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the collector does to stored samples: rolls them up, lets them expire, saves them, and notices which are gone. */
export class HistoryJobs {
  readonly rollups: RollupSchedule;
  readonly lostData: LostData;
  readonly retention: Retention;
  readonly backups: Backups;
  readonly auditLog: AuditLogRetention;

  constructor({ config, backupFolder, db, rulesDb, ingest, agents, clock, logger }: HistoryJobsOptions) {
    const { committer, sequences, writer } = ingest;
    const mutex = new Mutex();
    const holder = collectorName(config);
    const shared = { db, committer, clock };
    this.rollups = new RollupSchedule({
      rollUp: (request) => mutex.pass(() => rollUp(db, { holder, ...request })),
      clock,
      logger: logger.child({ component: 'history' }),
    });
    this.lostData = new LostData({
      ...shared,
      askers: [db, rulesDb],
      sequences,
      agents,
      logger: logger.child({ component: 'lost-data' }),
    });
    this.retention = new Retention({
      ...shared,
      mutex,
      policy: policyOf(config),
      interruptRollUp: () => this.rollups.interrupt(),
      requireLease: () => writer.requireLease(),
      logger: logger.child({ component: 'retention' }),
    });
    this.auditLog = new AuditLogRetention({
      db,
      keepMs: config.retention.auditLog,
      clock,
      logger: logger.child({ component: 'audit-log' }),
    });
    this.backups = new Backups({
      ...shared,
      mutex,
      folder: backupFolder,
      keysFolder: join(config.data, 'collector'),
      logger: logger.child({ component: 'backups' }),
    });
  }

  /** Another retention from now on. */
  use(config: Pick<CollectorConfig, 'retention'>): void {
    this.retention.use(policyOf(config));
    this.auditLog.use(config.retention.auditLog);
  }
}

function policyOf({ retention }: Pick<CollectorConfig, 'retention'>): RetentionPolicy {
  const { raw, minutes, hours, maxDisk: maxDiskBytes } = retention;
  return { raw, minutes, hours, maxDiskBytes };
}
