import type { ContractsOf } from '../contract.ts';
import { healthResponse } from '../schemas/health.ts';
import { collectorsResponse } from '../schemas/collector.ts';
import { statusResponse } from '../schemas/status.ts';

export const status = {
  show: { summary: 'How the collector does', response: statusResponse },
} as const satisfies ContractsOf<'status'>;

export const collectors = {
  list: {
    summary: 'The collectors of this database, and what each does for all',
    response: collectorsResponse,
  },
} as const satisfies ContractsOf<'collectors'>;

export const metrics = {
  show: {
    summary: 'Metrics of the collector itself, for Prometheus',
    answers: [{ status: 200, description: "Prometheus's text format", type: 'text/plain' }],
  },
} as const satisfies ContractsOf<'metrics'>;

export const health = {
  live: { summary: 'The process answers', response: healthResponse },
  ready: { summary: 'Database and schema are there', response: healthResponse },
} as const satisfies ContractsOf<'health'>;

export const statusPage = {
  show: {
    summary: 'State and availability for people without an account, if it is switched on',
    answers: [
      { status: 200, description: 'The page', type: 'text/html' },
      { status: 404, description: 'It is switched off', type: 'text/html' },
    ],
  },
} as const satisfies ContractsOf<'statusPage'>;

export const document = {
  show: {
    summary: 'This document',
    answers: [{ status: 200, description: 'OpenAPI 3.1', type: 'application/json' }],
  },
} as const satisfies ContractsOf<'document'>;
