/**
 * Alerts as a process of its own, to be killed: it evaluates one rule over the table `chaos_values`, and tells the webhook.
 * Its clock runs twenty times as fast, so that leases, rounds and back-offs take less than a second.
 */
import { join } from 'node:path';
import { Alerts, openPlan, ruleSchema, type WatchedHost } from '@hostwire/alerts';
import { createLogger } from '@hostwire/runtime';
import { Database } from '@hostwire/storage';
import { QuietFleet } from '@hostwire/testing/alerts';
import { chaosClock, chaosSchedule } from './chaos-clock.ts';

const [url = '', webhook = '', holder = '', folder = '', epochMs = ''] = process.argv.slice(2);
const clock = chaosClock(Number(epochMs));
const db = new Database({ url, application: 'chaos-alerts', requestTimeoutMs: 5_000 });

class Fleet extends QuietFleet {
  #hosts: readonly string[] = [];

  async refresh(): Promise<void> {
    const rows = await db.query<{ host: string }>('SELECT DISTINCT host FROM chaos_values').catch(() => []);
    if (rows.length > 0) this.#hosts = rows.map(({ host }) => host);
  }

  *hosts(): Iterable<WatchedHost> {
    for (const host of this.#hosts) yield { host, labels: {}, schedule: chaosSchedule };
  }

  heard() {
    const ms = clock.nowMs();
    return { sampleMs: ms, arrivedMs: ms };
  }
}

const opened = openPlan({
  channels: { hook: { type: 'webhook', url: webhook } },
  routes: [{ channels: ['hook'], groupBy: ['host'], repeat: 0 }],
});
if (!('plan' in opened)) throw new Error(opened.problems.join());
const fleet = new Fleet();
setInterval(() => void fleet.refresh(), 100);
const rule = ruleSchema.parse({
  ...{ id: 'chaos', kind: 'threshold', view: 'chaos_values', value: 'value', above: 50, window: '30s' },
  ...{ for: '10s', summary: '{host} has {value}' },
});
const alerts = new Alerts({
  ...{ db, rulesDb: db, clock, fleet, plan: opened.plan, holder, defaults: [rule] },
  logger: createLogger({ name: 'chaos-alerts', level: 'silent' }),
  outagePath: join(folder, `${holder}-outage.json`),
  webUrl: () => 'http://127.0.0.1:4680',
  intervalMs: 250,
  outageCheckMs: 3_600_000, // what is reported of the database is not judged here
  groupIntervalMs: 0,
  backoff: { baseMs: 20, capMs: 200 },
});
await fleet.refresh();
await alerts.start();
process.on('SIGTERM', () => void alerts.stop().then(() => process.exit(0)));
