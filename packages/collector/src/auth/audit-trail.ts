import { toError, type Clock, type Logger } from '@hostwire/runtime';
import { writeAudit, type AuditRow, type Database } from '@hostwire/storage';

const maxDetailLength = 4_000;

/** Writes down who did what. What the database does not take goes to the log: nobody is kept out by its being away. */
export class AuditTrail {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor({ db, clock, logger }: { db: Database; clock: Clock; logger: Logger }) {
    this.#db = db;
    this.#clock = clock;
    this.#logger = logger;
  }

  async record(entry: Omit<AuditRow, 'tsMs'>): Promise<void> {
    const row = { ...entry, detail: entry.detail.slice(0, maxDetailLength), tsMs: this.#clock.nowMs() };
    try {
      await writeAudit(this.#db, row);
    } catch (error) {
      this.#logger.warn({ audit: row, err: toError(error) }, 'audit log could not be written');
    }
  }
}
