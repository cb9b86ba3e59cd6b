import type { ContractsOf } from '../contract.ts';
import { healthResponse } from '../schemas/health.ts';
import { statusResponse } from '../schemas/status.ts';

export const status = {
  show: { summary: 'How the collector does', response: statusResponse },
} as const satisfies ContractsOf<'status'>;

export const health = {
  live: { summary: 'The process answers', response: healthResponse },
  ready: { summary: 'Database and schema are there', response: healthResponse },
} as const satisfies ContractsOf<'health'>;

export const document = {
  show: { summary: 'This document' },
} as const satisfies ContractsOf<'document'>;
