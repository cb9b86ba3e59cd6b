/**
 * The report of a week, by e-mail. It is an event like those of alerts: its id follows from the instant at which the week
 * ends, it is written under the lease of the collector that evaluates, and the delivery queue carries it. So it is sent once,
 * whoever is killed or takes over.
 */
import { readLastReport, type AlertEventRow, type QueryRunner } from '@hostwire/storage';
import { z } from 'zod';
import { uuidOf } from '../life/alert-identity.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const dayMs = 86_400_000;
export const weekMs = 7 * dayMs;
/** Nobody was there when it was due: for so long it is sent late, then the next one is. */
const lateMs = dayMs;

/** The section `report` of the file of channels and routes. */
export const reportSettings = z.strictObject({
  /** Of the type email. */
  channels: z.array(z.string()).min(1),
  weekday: z.enum(weekdays).default('monday'),
  /** Of the day, in UTC. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of the day such as 07:00')
    .default('07:00'),
});
export type ReportSettings = z.output<typeof reportSettings>;

/** The end of the last week at or before an instant. */
export function endOfWeekMs({ weekday, at }: Pick<ReportSettings, 'weekday' | 'at'>, nowMs: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const midnightMs = nowMs - (nowMs % dayMs);
  const daysAgo = (new Date(nowMs).getUTCDay() - weekdays.indexOf(weekday) + 7) % 7;
  const endMs = midnightMs - daysAgo * dayMs + (hours * 60 + minutes) * 60_000;
  return endMs > nowMs ? endMs - weekMs : endMs;
}

export class WeeklyReport {
  readonly #db: QueryRunner;
  readonly #settings: () => ReportSettings | undefined;
  /** The end of the last week whose report is known to be recorded. */
  #recordedMs = 0;
  /** Given out, and perhaps written. */
  #begun: AlertEventRow | undefined;

  /** `settings`: as they are now; without them no report is due. */
  constructor(db: QueryRunner, settings: () => ReportSettings | undefined) {
    this.#db = db;
    this.#settings = settings;
  }

  /** The event of a report that is to be written now: the same one again until it is `written`. Throws StorageError. */
  async due(nowMs: number): Promise<AlertEventRow | undefined> {
    const settings = this.#settings();
    if (settings === undefined) return undefined;
    const endMs = endOfWeekMs(settings, nowMs);
    if (this.#recordedMs >= endMs || nowMs - endMs > lateMs) return undefined;
    if (this.#begun?.sinceMs === endMs) return this.#begun;
    const lastMs = await readLastReport(this.#db);
    if (lastMs >= endMs) {
      this.#recordedMs = lastMs;
      return undefined;
    }
    this.#begun = eventOf(endMs, nowMs);
    return this.#begun;
  }

  written(events: readonly AlertEventRow[]): void {
    for (const { state, sinceMs } of events)
      if (state === 'reported') this.#recordedMs = Math.max(this.#recordedMs, sinceMs);
  }
}

function eventOf(endMs: number, nowMs: number): AlertEventRow {
  const [from, to] = [endMs - weekMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 10));
  return {
    id: uuidOf(['weekly-report', endMs]),
    ...{ rule: 'weekly_report', host: '', device: '', state: 'reported', tsMs: nowMs, sinceMs: endMs },
    ...{ severity: 'info', value: 0, threshold: null, actor: '', note: '' },
    summary: `Hostwire: the week from ${from} to ${to}`,
  };
}
