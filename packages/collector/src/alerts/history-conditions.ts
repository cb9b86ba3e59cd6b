import type { AlertCondition } from '@hostwire/alerts';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { LostDataFindings } from '../history/lost-data.ts';
import type { RetentionView } from '../history/retention.ts';

/** The budget is read from the parts of every table: not more often than this. */
const budgetFreshMs = 300_000;
/** Fewer days of raw samples than this are worth a word. */
const leastRawDays = 3;

export interface HistoryConditionsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lostData: { readonly findings: LostDataFindings };
  readonly retention: { view(): Promise<RetentionView> };
}

/** What the database lost, and whether its budget holds: conditions of the rules database_lost and storage_budget. */
export class HistoryConditions {
  readonly #options: HistoryConditionsOptions;
  #readMs = -Infinity;
  #rawDays: number | null = null;
  #shortSinceMs: number | null = null;

  constructor(options: HistoryConditionsOptions) {
    this.#options = options;
  }

  conditions(): AlertCondition[] {
    this.#refresh();
    return [...this.#lost(), ...this.#budget()];
  }

  #lost(): AlertCondition[] {
    const { detachedParts, holes, sinceMs } = this.#options.lostData.findings;
    if (sinceMs === null) return [];
    const base = { rule: 'database_lost', device: '', sinceMs };
    const hosts = [...new Set(holes.map(({ host }) => host))].map((host) => {
      return { ...base, host, value: 1, reason: 'their agent is asked for what it still keeps' };
    });
    if (hosts.length > 0 || detachedParts.length === 0) return hosts;
    const reason = `ClickHouse set ${detachedParts.length} parts aside`;
    return [{ ...base, host: '', value: detachedParts.length, reason }];
  }

  #budget(): AlertCondition[] {
    if (this.#rawDays === null || this.#shortSinceMs === null) return [];
    const reason = `it holds ${this.#rawDays.toFixed(1)} days of raw samples`;
    const at = { rule: 'storage_budget', host: '', device: '' };
    return [{ ...at, value: this.#rawDays, sinceMs: this.#shortSinceMs, reason }];
  }

  /** In the background: conditions are asked for in the middle of an evaluation. */
  #refresh(): void {
    const { clock, logger, retention } = this.#options;
    if (clock.monoMs() - this.#readMs < budgetFreshMs) return;
    this.#readMs = clock.monoMs();
    retention.view().then(
      ({ plan }) => {
        this.#rawDays = plan.rawDaysHeld;
        const isShort = plan.rawDaysHeld !== null && plan.rawDaysHeld < leastRawDays;
        this.#shortSinceMs = isShort ? (this.#shortSinceMs ?? clock.nowMs()) : null;
      },
      (error: unknown) => logger.warn({ err: toError(error) }, 'the storage budget could not be read'),
    );
  }
}
