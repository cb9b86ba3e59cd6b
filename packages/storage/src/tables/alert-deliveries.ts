export type DeliveryOutcome = 'queued' | 'sending' | 'failed' | 'delivered' | 'refused';

/** One step of telling one channel about one alert event. */
export interface AlertDeliveryRow {
  readonly eventId: string;
  readonly channel: string;
  readonly outcome: DeliveryOutcome;
  /** Made so far, this one included. */
  readonly attempts: number;
  readonly messageId: string;
  readonly tsMs: number;
  readonly detail: string;
}
