import type { StatusResponse } from '@hostwire/api';
import { exposition, expositionType, metric, type MetricFamily } from '@hostwire/runtime';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { readStatus } from './status.ts';

/** The collector about itself, in Prometheus's words; what it knows of hosts is in ClickHouse. */
export function metricsHandlers(deps: ApiDependencies): HandlersOf<'metrics'> {
  return {
    show: async ({ reply }) => {
      const status = await readStatus(deps);
      const families = [
        ...processFamilies(status),
        ...ingestFamilies(status),
        ...databaseFamilies(status),
        ...alertFamilies(status, firingBySeverity(deps)),
        agentsFamily(deps),
      ];
      return reply.type(expositionType).send(exposition(families));
    },
  };
}

const seconds = (ms: number | null) => (ms === null ? null : ms / 1_000);

function processFamilies({ version, startedMs, collector }: StatusResponse): MetricFamily[] {
  const { user, system } = process.cpuUsage();
  return [
    {
      name: 'hostwire_build_info',
      help: 'Version of the collector; always 1.',
      type: 'gauge',
      points: [{ labels: { version, node: collector.node }, value: 1 }],
    },
    metric('process_start_time_seconds', {
      help: 'When the collector started, in seconds since 1970.',
      value: startedMs / 1_000,
    }),
    metric('process_resident_memory_bytes', {
      help: 'Resident memory of the collector, without its ClickHouse.',
      value: collector.rssBytes,
    }),
    metric('process_cpu_seconds_total', {
      type: 'counter',
      help: 'CPU time of the collector, without its ClickHouse.',
      value: (user + system) / 1e6,
    }),
    metric('hostwire_live_clients', {
      help: 'Web pages that follow live data.',
      value: collector.liveClients,
    }),
  ];
}

function ingestFamilies({ ingest }: StatusResponse): MetricFamily[] {
  return [
    metric('hostwire_samples_committed_total', {
      type: 'counter',
      help: 'Samples committed since the start.',
      value: ingest.samplesCommitted,
    }),
    metric('hostwire_batches_committed_total', {
      type: 'counter',
      help: 'Batches committed since the start.',
      value: ingest.batchesCommitted,
    }),
    metric('hostwire_batches_queued', {
      help: 'Batches that arrived and are not committed yet.',
      value: ingest.queuedBatches,
    }),
    metric('hostwire_last_commit_timestamp_seconds', {
      help: 'When a batch was last committed, in seconds since 1970.',
      value: seconds(ingest.lastCommitMs),
    }),
    metric('hostwire_commit_delay_p50_seconds', {
      help: 'From the arrival of a batch until it is committed: half of the batches within this time.',
      value: seconds(ingest.commitDelayMs.p50),
    }),
    metric('hostwire_commit_delay_p99_seconds', {
      help: 'From the arrival of a batch until it is committed: 99 % of the batches within this time.',
      value: seconds(ingest.commitDelayMs.p99),
    }),
    metric('hostwire_ingest_stalled', {
      help: '1 while nothing is stored, or alert rules cannot be evaluated.',
      value: ingest.stalledSinceMs === null ? 0 : 1,
    }),
  ];
}

function databaseFamilies({ clickhouse, lostData }: StatusResponse): MetricFamily[] {
  return [
    metric('hostwire_clickhouse_up', {
      help: '1 while ClickHouse answers.',
      value: clickhouse.reachable ? 1 : 0,
    }),
    metric('hostwire_stored_samples', {
      help: 'Rows of samples in ClickHouse.',
      value: clickhouse.sampleRows,
    }),
    metric('hostwire_stored_samples_bytes', {
      help: 'What the samples take on the disk of ClickHouse.',
      value: clickhouse.sampleBytesOnDisk,
    }),
    metric('hostwire_stored_samples_parts', {
      help: 'Active parts of the table of samples.',
      value: clickhouse.sampleParts,
    }),
    metric('hostwire_merges', {
      help: 'Merges of parts that are under way in ClickHouse.',
      value: clickhouse.merges,
    }),
    metric('hostwire_lost_ranges', {
      help: 'Ranges of batches that the database lost and that are not accounted for yet.',
      value: lostData.holes.length,
    }),
  ];
}

const severities = ['info', 'warning', 'critical'] as const;
type Severity = (typeof severities)[number];

function firingBySeverity({ alerts }: ApiDependencies): ReadonlyMap<Severity, number> {
  const counts = new Map<Severity, number>(severities.map((severity) => [severity, 0]));
  for (const { state, severity } of alerts.active())
    if (state === 'firing') counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return counts;
}

function alertFamilies({ alerts }: StatusResponse, firing: ReadonlyMap<Severity, number>): MetricFamily[] {
  return [
    {
      name: 'hostwire_alerts_firing',
      help: 'Alerts that fire now.',
      type: 'gauge',
      points: [...firing].map(([severity, value]) => ({ labels: { severity }, value })),
    },
    metric('hostwire_alert_rules_evaluated_timestamp_seconds', {
      help: 'When every alert rule was last evaluated, in seconds since 1970.',
      value: seconds(alerts.evaluatedMs),
    }),
  ];
}

function agentsFamily({ registry, sessions }: ApiDependencies): MetricFamily {
  const enrolled = [...registry.agents()].filter(({ revokedMs }) => revokedMs === null).length;
  return {
    name: 'hostwire_agents',
    help: 'Agents that are enrolled and not revoked, and those of them that are connected.',
    type: 'gauge',
    points: [
      { labels: { state: 'enrolled' }, value: enrolled },
      { labels: { state: 'connected' }, value: sessions.connected },
    ],
  };
}
