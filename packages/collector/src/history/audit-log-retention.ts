/**
 * Keeps the audit log for as long as `retention.auditLog` says, by whole months: nobody can take single entries out of it, the
 * API can only add. What went is itself an entry.
 */
import { toError, type Clock, type Component, type Logger } from '@hostwire/runtime';
import { expireAuditLog, writeAudit, type Database } from '@hostwire/storage';

const lookMs = 3_600_000;

export interface AuditLogRetentionOptions {
  readonly db: Database;
  readonly keepMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class AuditLogRetention implements Component {
  readonly #options: AuditLogRetentionOptions;
  #keepMs: number;
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();

  constructor(options: AuditLogRetentionOptions) {
    this.#options = options;
    this.#keepMs = options.keepMs;
  }

  async start(): Promise<void> {
    this.#schedule();
    this.#timer = setInterval(() => this.#schedule(), lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#look;
  }

  /** Another time from the next look on. */
  use(keepMs: number): void {
    this.#keepMs = keepMs;
  }

  /** Lets go of what has to go. Resolves to the months, `YYYYMM`. Throws StorageError. */
  async enforce(): Promise<readonly string[]> {
    const { db, clock } = this.#options;
    const nowMs = clock.nowMs();
    const months = await expireAuditLog(db, { beforeMs: nowMs - this.#keepMs });
    const entry = { actor: 'collector', action: 'audit_log.expire', object: 'audit log' };
    if (months.length > 0) await writeAudit(db, { tsMs: nowMs, ...entry, detail: months.join(' ') });
    return months;
  }

  #schedule(): void {
    this.#look = this.#look
      .then(() => this.enforce())
      .then(() => undefined)
      .catch((error: unknown) => {
        this.#options.logger.warn(
          { err: toError(error) },
          'the audit log could not be kept to its retention',
        );
      });
  }
}
