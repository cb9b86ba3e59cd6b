import type { ContractsOf } from '../contract.ts';
import { sqlRequest } from '../schemas/sql.ts';

export const sql = {
  run: {
    summary: 'Run a query as the read-only account',
    description: 'The answer is what ClickHouse writes, in the format asked for, streamed.',
    body: sqlRequest,
    answers: [{ status: 200, description: 'Rows in the format asked for', type: '*/*' }],
  },
} as const satisfies ContractsOf<'sql'>;
