import type { ContractsOf } from '../contract.ts';
import { chartsQuery, chartsResponse } from '../schemas/chart.ts';
import { hostDetail, hostParams, hostsResponse } from '../schemas/host.ts';

export const hosts = {
  list: { summary: 'Every enrolled host', response: hostsResponse },
  show: { summary: 'One host and its inventory', params: hostParams, response: hostDetail },
  charts: {
    summary: 'Charts of one host, and the SQL behind them',
    params: hostParams,
    query: chartsQuery,
    response: chartsResponse,
  },
} as const satisfies ContractsOf<'hosts'>;
