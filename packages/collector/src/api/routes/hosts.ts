import type { HostInventory } from '@hostwire/api';
import { readAgentSelf, readInventories, type QueryRunner } from '@hostwire/storage';
import type { ApiDependencies } from '../dependencies.ts';
import { hostClock } from '../host-clock.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { readCharts } from './charts.ts';
import { hostUnknown } from './known-agent.ts';

export function hostHandlers(deps: ApiDependencies): HandlersOf<'hosts'> {
  const { db, fleet, sessions } = deps;
  return {
    list: async () => ({ hosts: await fleet.all() }),
    show: async ({ params: { host } }) => {
      const [summary, inventory, self = null] = await Promise.all([
        fleet.one(host),
        inventoryOf(db, host),
        readAgentSelf(db, host),
      ]);
      if (summary === undefined) throw hostUnknown(host);
      const session = sessions.find(summary.agentId);
      const connected = session !== undefined;
      return { ...summary, inventory, self, connected, clock: hostClock(session) };
    },
    charts: async ({ params: { host }, query }) => readCharts({ host, query }, deps),
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
