import type { ContractsOf } from '../contract.ts';
import { alertsQuery, alertsResponse } from '../schemas/alert.ts';

export const alerts = {
  list: { summary: 'Alerts, newest first', query: alertsQuery, response: alertsResponse },
} as const satisfies ContractsOf<'alerts'>;
