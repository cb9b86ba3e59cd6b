import { level, type ChartSection } from './chart.ts';

export const agentSection = {
  id: 'agent',
  title: 'Cost of monitoring',
  charts: {
    agent_cpu: {
      title: 'CPU of the agent (100 % is one core)',
      unit: 'pct',
      stacked: false,
      view: 'agent',
      series: [{ name: 'cpu', measure: { kind: 'cores', of: 'cpu_us', unit: 'us' } }],
    },
    agent_memory: {
      title: 'Memory of the agent',
      unit: 'bytes',
      stacked: false,
      view: 'agent',
      series: [level('resident', 'rss_bytes')],
    },
    agent_spool: {
      title: 'Not yet acknowledged',
      unit: 'bytes',
      stacked: false,
      view: 'agent',
      series: [{ name: 'spool', measure: { kind: 'level', of: 'spool_bytes', highest: true } }],
    },
  },
} as const satisfies ChartSection;
