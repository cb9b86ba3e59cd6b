import type { ContractsOf } from '../contract.ts';
import { auditQuery, auditResponse } from '../schemas/audit.ts';

export const audit = {
  run: {
    summary: 'Whether everything that agents numbered is there once, or missing with a reason',
    query: auditQuery,
    response: auditResponse,
  },
} as const satisfies ContractsOf<'audit'>;
