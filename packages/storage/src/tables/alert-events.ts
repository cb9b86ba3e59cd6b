/**
 * pending, firing, resolved: the states of an alert. acknowledged, reminded, escalated: what happened while it fired.
 * would_fire: late data showed that it would have fired. reported: no alert, but the report of a week.
 */
export type AlertState =
  'pending' | 'firing' | 'resolved' | 'acknowledged' | 'reminded' | 'escalated' | 'would_fire' | 'reported';

/** What an alert is about: the same from its begin to its end. */
export interface AlertKey {
  readonly rule: string;
  readonly host: string;
  /** '': the host as a whole. */
  readonly device: string;
}

/** One thing that happened to one alert. */
export interface AlertEventRow extends AlertKey {
  readonly id: string;
  readonly state: AlertState;
  readonly tsMs: number;
  /** When the condition became true. */
  readonly sinceMs: number;
  readonly severity: string;
  readonly value: number;
  readonly threshold: number | null;
  readonly summary: string;
  readonly actor: string;
  readonly note: string;
}
