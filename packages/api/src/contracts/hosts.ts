import type { ContractsOf } from '../contract.ts';
import { chartsQuery, chartsResponse } from '../schemas/chart.ts';
import { programsQuery, programsResponse } from '../schemas/program.ts';
import { hostDetail, hostParams, hostsQuery, hostsResponse } from '../schemas/host.ts';

export const hosts = {
  list: {
    summary: 'Every enrolled host, now or at an instant of the past',
    query: hostsQuery,
    response: hostsResponse,
  },
  show: { summary: 'One host and its inventory', params: hostParams, response: hostDetail },
  charts: {
    summary: 'Charts of one host, and the SQL behind them',
    params: hostParams,
    query: chartsQuery,
    response: chartsResponse,
  },
  programs: {
    summary: 'Processes, units and containers of one host, now or at an instant of the past',
    params: hostParams,
    query: programsQuery,
    response: programsResponse,
  },
} as const satisfies ContractsOf<'hosts'>;
