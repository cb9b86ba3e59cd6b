import { join } from 'node:path';
import { Alerts, loadDeliveryPlan } from '@hostwire/alerts';
import type { Clock, Logger } from '@hostwire/runtime';
import { readOthersSeen } from '@hostwire/storage';
import type { AgentTables } from './agent-tables.ts';
import { FleetView } from './alerts/fleet-view.ts';
import { HistoryConditions } from './alerts/history-conditions.ts';
import { LateRanges } from './alerts/late-ranges.ts';
import { OtherCollectors } from './alerts/other-collectors.ts';
import type { CollectorConfig } from './config.ts';
import type { Databases } from './databases.ts';
import type { HistoryJobs } from './history-jobs.ts';
import { collectorName, type Ingest } from './ingest.ts';

export interface AlertWiring {
  readonly config: CollectorConfig;
  readonly databases: Databases;
  readonly agents: AgentTables;
  readonly ingest: Pick<Ingest, 'committer' | 'arrivals'>;
  readonly history: HistoryJobs;
  /** What stands before the paths of links in messages. */
  readonly webUrl: () => string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The alerts of this collector: they see it through FleetView and know nothing else of it. */
export function wireAlerts({ config, databases, agents, ingest, history, ...wiring }: AlertWiring): Alerts {
  const { clock, logger, webUrl } = wiring;
  const { lostData, retention } = history;
  const conditions = new HistoryConditions({ clock, logger, lostData, retention });
  const late = new LateRanges({ clock });
  ingest.committer.onCommitted((hosts) => late.note(hosts));
  const fleet = new FleetView({
    clock,
    agents: () => agents.registry.agents(),
    schedule: ({ host, labels }) => agents.settingsTable.schedule(host, labels),
    arrivals: ingest.arrivals,
    sessions: agents.sessions,
    agent: (host) => agents.registry.agent(host),
    committer: () => ingest.committer.status(),
    clones: agents.clones,
    late,
    conditions: () => conditions.conditions(),
  });
  const holder = collectorName(config);
  const others = new OtherCollectors({
    read: () => readOthersSeen(databases.main, holder),
    clock,
    logger: logger.child({ component: 'other collectors' }),
  });
  return new Alerts({
    db: databases.main,
    rulesDb: databases.rules,
    clock,
    logger: logger.child({ component: 'alerts' }),
    fleet,
    samples: {
      onCommitted: (listener) => ingest.committer.onCommitted(listener),
      othersSeenMs: () => others.seenMs,
    },
    plan: loadDeliveryPlan(config.alerts),
    // The same after a restart, so that this collector need not wait for its own lease to age.
    holder,
    outagePath: join(config.data, 'collector', 'outage.json'),
    webUrl,
  });
}
