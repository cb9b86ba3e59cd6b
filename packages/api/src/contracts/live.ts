import type { ContractsOf } from '../contract.ts';
import { liveQuery } from '../schemas/live.ts';

export const live = {
  watch: {
    summary: 'Server-sent events: the fleet every 2 s, or what was committed of one host',
    query: liveQuery,
  },
} as const satisfies ContractsOf<'live'>;
