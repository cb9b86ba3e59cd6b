import type { ContractsOf } from '../contract.ts';
import { usageQuery, usageResponse } from '../schemas/storage.ts';

export const storage = {
  usage: {
    summary: 'What the history takes, how long it is kept, and what goes next',
    description: 'With another policy in the query: what that policy would let go.',
    query: usageQuery,
    response: usageResponse,
  },
} as const satisfies ContractsOf<'storage'>;
