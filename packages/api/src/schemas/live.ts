import { z } from 'zod';
import type { Alert } from './alert.ts';
import { hostName, type HostSummary } from './host.ts';

/** What to watch: the whole fleet or one host. */
export const liveQuery = z
  .object({ fleet: z.literal('1').optional(), host: hostName.optional() })
  .refine((query) => (query.fleet === undefined) !== (query.host === undefined), {
    message: 'give either fleet=1 or host=NAME',
  });
export type LiveQuery = z.infer<typeof liveQuery>;

/** Data of `event: fleet`. */
export interface FleetEvent {
  readonly hosts: HostSummary[];
  readonly alerts: Alert[];
}

/** Data of `event: samples`: they can be asked for, and are in ClickHouse some seconds later. */
export interface SamplesEvent {
  readonly host: string;
  readonly lastTsMs: number;
}
