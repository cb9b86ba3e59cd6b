export type AlertState = 'pending' | 'firing' | 'resolved';

/** One change of state of one alert; what it is about is (rule, host, device). */
export interface AlertEventRow {
  readonly id: string;
  readonly rule: string;
  readonly host: string;
  /** '': the host as a whole. */
  readonly device: string;
  readonly state: AlertState;
  readonly tsMs: number;
  /** When the condition became true. */
  readonly sinceMs: number;
  readonly value: number;
  readonly summary: string;
}
