import { exposition, metric, type MetricFamily } from '@hostwire/runtime';
import type { AgentStatus } from '../status-file.ts';

/** The status in Prometheus's text format, for the textfile collector of node_exporter and its like. */
export function statusMetrics(status: AgentStatus): string {
  return exposition([...stateFamilies(status), ...spoolFamilies(status), ...budgetFamilies(status)]);
}

const seconds = (ms: number | null | undefined) => (ms ? ms / 1_000 : null);

function stateFamilies(status: AgentStatus): MetricFamily[] {
  const { pid, state, version, host, last_sample_ms: sampleMs, last_ack: ack, issues } = status;
  return [
    {
      name: 'hostwire_agent_info',
      help: 'Version, host and state of the agent; always 1.',
      type: 'gauge',
      points: [{ labels: { version, host, state }, value: 1 }],
    },
    metric('hostwire_agent_running', { help: '1 while the agent runs.', value: pid === null ? 0 : 1 }),
    metric('hostwire_agent_connected', {
      help: '1 while the agent has a session with its collector.',
      value: state === 'open' ? 1 : 0,
    }),
    metric('hostwire_agent_updated_timestamp_seconds', {
      help: 'When the agent wrote this status, in seconds since 1970.',
      value: seconds(status.updated_ms),
    }),
    metric('hostwire_agent_last_sample_timestamp_seconds', {
      help: 'When the last sample was taken, in seconds since 1970.',
      value: seconds(sampleMs),
    }),
    metric('hostwire_agent_last_acknowledged_timestamp_seconds', {
      help: 'When the collector last acknowledged a batch, in seconds since 1970.',
      value: seconds(ack?.ms),
    }),
    metric('hostwire_agent_issues', {
      help: 'Groups that cannot be read as they should.',
      value: issues.length,
    }),
  ];
}

function spoolFamilies({ spool, history }: AgentStatus): MetricFamily[] {
  const batches = spool.batches + (history?.batches ?? 0);
  const bytes = spool.bytes + (history?.bytes ?? 0);
  return [
    metric('hostwire_agent_spool_batches', {
      help: 'Batches that are not acknowledged yet.',
      value: batches,
    }),
    metric('hostwire_agent_spool_bytes', {
      help: 'What those batches take on the disk of the agent.',
      value: bytes,
    }),
    metric('hostwire_agent_memory_only_batches', {
      help: 'Batches that are in memory only, because the disk takes nothing.',
      value: spool.waiting,
    }),
  ];
}

function budgetFamilies({ budget }: AgentStatus): MetricFamily[] {
  if (budget === undefined) return [];
  const { cpu_pct_used: cpuPct, rss_mb_used: rssMb } = budget;
  return [
    metric('hostwire_agent_cpu_ratio', {
      help: 'CPU time of the agent, as a share of one core.',
      value: cpuPct === null ? null : cpuPct / 100,
    }),
    metric('hostwire_agent_cpu_budget_ratio', {
      help: 'What it may take of one core.',
      value: budget.cpu_pct / 100,
    }),
    metric('hostwire_agent_resident_memory_bytes', {
      help: 'Resident memory of the agent.',
      value: rssMb * 1e6,
    }),
    metric('hostwire_agent_memory_budget_bytes', {
      help: 'What it may take of memory.',
      value: budget.rss_mb * 1e6,
    }),
  ];
}
