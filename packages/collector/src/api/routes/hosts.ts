import type { HostInventory } from '@hostwire/api';
import {
  readAgentSelf,
  readHostIssues,
  readInventories,
  readPrograms,
  type QueryRunner,
} from '@hostwire/storage';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { hostClock } from '../host-clock.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { readPastFleet } from '../../live/past-fleet.ts';
import { readCharts } from './charts.ts';
import { outlookHandlers } from './outlook.ts';
import { hostUnknown, requireHost, seenHosts } from './known-agent.ts';

export function hostHandlers(deps: ApiDependencies): HandlersOf<'hosts'> {
  const { db, fleet, registry, sessions } = deps;
  return {
    list: async ({ query: { atMs }, request }) => {
      const isSeen = seenHosts(registry, callerOf(request));
      const hosts = await (atMs === undefined ? fleet.all() : readPastFleet(deps, atMs));
      return { hosts: isSeen === undefined ? hosts : hosts.filter(({ host }) => isSeen(host)) };
    },
    show: async ({ params: { host }, request }) => {
      requireHost(registry, host, callerOf(request));
      const [summary, inventory, self = null, issues] = await Promise.all([
        fleet.one(host),
        inventoryOf(db, host),
        readAgentSelf(db, host),
        readHostIssues(db, host),
      ]);
      if (summary === undefined) throw hostUnknown(registry, host, callerOf(request));
      const session = sessions.find(summary.agentId);
      const connected = session !== undefined;
      return { ...summary, inventory, self, issues, connected, clock: hostClock(session) };
    },
    charts: async ({ params: { host }, query, request }) =>
      readCharts({ host, query, caller: callerOf(request) }, deps),
    programs: async ({ params: { host }, query: { atMs = deps.clock.nowMs() }, request }) => {
      requireHost(registry, host, callerOf(request));
      return readPrograms(db, { host, atMs });
    },
    ...outlookHandlers(deps),
  };
}

async function inventoryOf(
  db: Parameters<typeof readInventories>[0] & QueryRunner,
  host: string,
): Promise<HostInventory | null> {
  const [row] = await readInventories(db, host);
  if (row === undefined) return null;
  const { disks, interfaces, gpus, ...rest } = row.inventory;
  return {
    ...rest,
    disks: [...disks],
    interfaces: interfaces.map((nic) => ({ ...nic, addresses: [...nic.addresses] })),
    gpus: [...gpus],
  };
}
