/** What became of telling one channel about one alert event. */
export interface AlertDeliveryRow {
  readonly eventId: string;
  readonly channel: string;
  readonly outcome: 'delivered' | 'failed';
  readonly attempts: number;
  readonly tsMs: number;
  readonly detail: string;
}
