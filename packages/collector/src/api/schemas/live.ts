import { z } from 'zod';
import { alert } from './alert.ts';
import { hostName, hostSummary } from './host.ts';

/** What to watch: the whole fleet or one host. */
export const liveQuery = z
  .object({ fleet: z.literal('1').optional(), host: hostName.optional() })
  .refine((query) => (query.fleet === undefined) !== (query.host === undefined), {
    message: 'give either fleet=1 or host=NAME',
  });
export type LiveQuery = z.infer<typeof liveQuery>;

/** Data of `event: fleet`. */
export const fleetEvent = z.object({ hosts: z.array(hostSummary), alerts: z.array(alert) });
export type FleetEvent = z.infer<typeof fleetEvent>;

/** Data of `event: committed`. */
export const committedEvent = z.object({ host: z.string(), lastTsMs: z.number() });
export type CommittedEvent = z.infer<typeof committedEvent>;
