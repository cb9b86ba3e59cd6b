/**
 * Keeps the table `schedules` as hosts were told to sample and to send, so that SQL knows when each of them is silent
 * (protocol/liveness). Looked at when something was set, or a label of a host changed; a row is written when it differs from
 * the one before. A write that fails is made again at the next look.
 *
 * Limits: one schedule per enrolled host, `maxRows` per INSERT.
 */
import { defaultSchedule, type SendingSchedule } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentRow, ScheduleRow } from '@hostwire/storage';

const scheduleLimits = { lookMs: 5_000, maxRows: 10_000 } as const;

export interface ScheduleRecorderOptions {
  readonly store: {
    read(): Promise<readonly ScheduleRow[]>;
    write(rows: readonly ScheduleRow[]): Promise<void>;
  };
  readonly agents: () => Iterable<AgentRow>;
  readonly schedule: (host: string, labels: Readonly<Record<string, string>>) => SendingSchedule;
  /** Grows when something is set. */
  readonly settingsRevision: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class ScheduleRecorder {
  readonly #options: ScheduleRecorderOptions;
  #known: Map<string, SendingSchedule> | undefined;
  #seen = '';
  #ticker: NodeJS.Timeout | undefined;
  #recording: Promise<void> | undefined;

  constructor(options: ScheduleRecorderOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#ticker ??= setInterval(() => {
      this.#recording ??= this.record().finally(() => (this.#recording = undefined));
    }, scheduleLimits.lookMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    await this.#recording;
  }

  /** Writes what differs from the table. */
  async record(): Promise<void> {
    const revision = this.#revision();
    if (revision === this.#seen) return;
    const { store, logger } = this.#options;
    try {
      this.#known ??= new Map((await store.read()).map((row) => [row.host, row]));
      const changed = this.#changed(this.#known).slice(0, scheduleLimits.maxRows);
      if (changed.length > 0) await store.write(changed);
      for (const row of changed) this.#known.set(row.host, row);
      if (changed.length < scheduleLimits.maxRows) this.#seen = revision;
    } catch (error) {
      logger.warn({ err: toError(error) }, 'the schedules of hosts cannot be stored: trying again');
    }
  }

  #revision(): string {
    let agents = 0;
    for (const { version } of this.#options.agents()) agents += version;
    return `${this.#options.settingsRevision()} ${agents}`;
  }

  #changed(known: ReadonlyMap<string, SendingSchedule>): ScheduleRow[] {
    const { agents, schedule, clock } = this.#options;
    const version = clock.nowMs();
    return [...agents()].flatMap(({ host, labels }) => {
      const { intervalMs, flushMs } = schedule(host, labels);
      const before = known.get(host) ?? defaultSchedule;
      const isSame = before.intervalMs === intervalMs && before.flushMs === flushMs;
      return isSame ? [] : [{ host, intervalMs, flushMs, version }];
    });
  }
}
