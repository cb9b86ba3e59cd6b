import type { ContractsOf } from '../contract.ts';
import { reportQuery, reportResponse } from '../schemas/report.ts';

export const report = {
  show: {
    summary: 'Capacity, use, growth, alerts and completeness in a range of time, of the fleet or of one host',
    query: reportQuery,
    response: reportResponse,
  },
} as const satisfies ContractsOf<'report'>;
