import type { Issue } from '../sources/sampling/source.ts';
import { counterRow, type MetricRow } from './metric-row.ts';
import { seriesOf } from './series.ts';

/** Why something that a program told is in no row. */
const reasons = {
  malformed: 'METRIC_MALFORMED',
  unfit: 'METRIC_UNFIT',
  not_finite: 'METRIC_NOT_FINITE',
  duplicate: 'METRIC_DUPLICATE',
  series_limit: 'METRIC_SERIES_LIMIT',
  set_limit: 'METRIC_SET_LIMIT',
  flood: 'METRIC_FLOOD',
  file: 'METRIC_FILE_LEFT_OUT',
  reset: 'METRIC_COUNTER_RESET',
} as const;

export type LeftOutReason = keyof typeof reasons;

/** Longest piece of what a program told that a message shows. */
const maxShown = 80;

/** Counts what is left out, by reason. Bounded by the reasons. */
export class LeftOut {
  readonly #fresh = new Map<LeftOutReason, { count: number; first: string }>();
  /** Reasons that ever came: their rows go on, with 0. */
  readonly #known = new Set<LeftOutReason>();

  /** `why` names what, and what to do; of several at one look the first is shown. */
  add(reason: LeftOutReason, why: string): void {
    const entry = this.#fresh.get(reason);
    if (entry === undefined) this.#fresh.set(reason, { count: 1, first: why });
    else entry.count++;
    this.#known.add(reason);
  }

  /** What was added since the last call, as rows `hostwire_metrics_left_out` and as issues. */
  take(): { rows: MetricRow[]; issues: Issue[] } {
    const rows = [...this.#known].map((reason) => {
      const series = seriesOf('hostwire_metrics_left_out', [['reason', reason]])!;
      return counterRow(series, 'hostwire', this.#fresh.get(reason)?.count ?? 0);
    });
    const issues = [...this.#fresh].map(([reason, { count, first }]) => {
      const message = count === 1 ? first : `${first} (and ${count - 1} more)`;
      return { group: 'metric', code: reasons[reason], message };
    });
    this.#fresh.clear();
    return { rows, issues };
  }
}

/** A piece of somebody's text, fit for a message of one line. */
export function shown(text: string): string {
  const printable = text.slice(0, maxShown).replace(/[^\x20-\x7e]/g, '?');
  return text.length > maxShown ? `${printable}...` : printable;
}
