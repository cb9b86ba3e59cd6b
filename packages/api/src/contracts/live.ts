import type { ContractsOf } from '../contract.ts';
import { liveQuery } from '../schemas/live.ts';

export const live = {
  watch: {
    summary: 'Server-sent events: the fleet as it changes, or that samples of one host came',
    query: liveQuery,
    answers: [{ status: 200, description: 'Events as they happen', type: 'text/event-stream' }],
  },
} as const satisfies ContractsOf<'live'>;
