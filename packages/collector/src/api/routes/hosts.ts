import { HostwireError } from '@hostwire/runtime';
import { readAgentSelf, readInventories, type QueryRunner } from '@hostwire/storage';
import { z } from 'zod';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { hostClock } from '../host-clock.ts';
import { hostDetail, hostName, hostsAnswer, type HostInventory } from '../schemas/host.ts';

export const hostParams = z.object({ host: hostName });

export function hostUnknown(host: string): HostwireError {
  return new HostwireError('HOST_UNKNOWN', `no host named ${host} is enrolled`);
}

export function hostRoutes(app: ApiApp, { db, fleet, sessions }: ApiDependencies): void {
  app.get(
    '/api/v1/hosts',
    { schema: { summary: 'Every enrolled host', response: { 200: hostsAnswer } } },
    async () => ({
      hosts: await fleet.all(),
    }),
  );

  app.get(
    '/api/v1/hosts/:host',
    { schema: { summary: 'One host and its inventory', params: hostParams, response: { 200: hostDetail } } },
    async ({ params: { host } }) => {
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
  );
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
