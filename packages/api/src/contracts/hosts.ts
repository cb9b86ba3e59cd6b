import type { ContractsOf } from '../contract.ts';
import { chartsQuery, chartsResponse } from '../schemas/chart.ts';
import { changesQuery, changesResponse, outlookQuery, outlookResponse } from '../schemas/outlook.ts';
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
  outlook: {
    summary:
      'When file systems are full, what is unusual for the hour, and how the host differs from its peers',
    params: hostParams,
    query: outlookQuery,
    response: outlookResponse,
  },
  changes: {
    summary: 'What changed on a host in a range of time, ranked, and which other hosts did the same',
    params: hostParams,
    query: changesQuery,
    response: changesResponse,
  },
} as const satisfies ContractsOf<'hosts'>;
