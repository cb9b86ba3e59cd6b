import type { Inventory } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import { fromMs, ms } from './moment.ts';

/** The newest inventory of an agent. */
export interface InventoryRow {
  readonly agentId: string;
  readonly host: string;
  readonly receivedMs: number;
  readonly inventory: Omit<Inventory, 'type'>;
}

interface FlatRow extends Omit<InventoryRow['inventory'], 'disks' | 'interfaces'> {
  readonly agentId: string;
  readonly host: string;
  readonly receivedMs: number;
  readonly diskRows: readonly (readonly [string, string, number, string])[];
  readonly interfaceRows: readonly (readonly [string, string, string[], number])[];
}

const columns = `agent_id AS agentId, host, ${ms('received')} AS receivedMs, hostname, os, kernel, arch,
  boot_id AS bootId, ${ms('booted')} AS bootedMs, cpu_model AS cpuModel, cpu_cores AS cpuCores,
  cpu_physical_cores AS cpuPhysicalCores, cpu_sockets AS cpuSockets, memory_bytes AS memoryBytes, virtualisation,
  manufacturer, model, gpus, agent_version AS agentVersion, node_version AS nodeVersion,
  cloud, container,
  arrayMap((a, b, c, d) -> (a, b, c, d), disks.name, disks.model, disks.size_bytes, disks.type) AS diskRows,
  arrayMap((a, b, c, d) -> (a, b, c, d), interfaces.name, interfaces.mac, interfaces.addresses, interfaces.speed_mbit)
    AS interfaceRows`;

/** The newest inventory of every agent that sent one, or of one host. */
export async function readInventories(db: Database, host?: string): Promise<InventoryRow[]> {
  const filter = host === undefined ? '' : 'WHERE host = {host:String}';
  const rows = await db.query<FlatRow>(
    `SELECT ${columns} FROM inventories FINAL ${filter} ORDER BY host`,
    host === undefined ? {} : { host },
  );
  return rows.map(({ agentId, host: name, receivedMs, diskRows, interfaceRows, ...inventory }) => ({
    agentId,
    host: name,
    receivedMs,
    inventory: {
      ...inventory,
      disks: diskRows.map(([diskName, model, sizeBytes, type]) => ({
        name: diskName,
        model,
        sizeBytes,
        type,
      })),
      interfaces: interfaceRows.map(([name, mac, addresses, speedMbit]) => ({
        name,
        mac,
        addresses,
        speedMbit,
      })),
    },
  }));
}

/** Returns when the row is on disk. */
export async function writeInventory(
  db: Database,
  { agentId, host, receivedMs, inventory }: InventoryRow,
): Promise<void> {
  const { disks, interfaces } = inventory;
  await db.insertRows('inventories', [
    {
      agent_id: agentId,
      host,
      received: fromMs(receivedMs),
      hostname: inventory.hostname,
      os: inventory.os,
      kernel: inventory.kernel,
      arch: inventory.arch,
      boot_id: inventory.bootId,
      booted: fromMs(inventory.bootedMs),
      cpu_model: inventory.cpuModel,
      cpu_cores: inventory.cpuCores,
      cpu_physical_cores: inventory.cpuPhysicalCores,
      cpu_sockets: inventory.cpuSockets,
      memory_bytes: inventory.memoryBytes,
      virtualisation: inventory.virtualisation,
      manufacturer: inventory.manufacturer,
      model: inventory.model,
      gpus: inventory.gpus,
      agent_version: inventory.agentVersion,
      node_version: inventory.nodeVersion,
      cloud: inventory.cloud,
      container: inventory.container,
      'disks.name': disks.map((d) => d.name),
      'disks.model': disks.map((d) => d.model),
      'disks.size_bytes': disks.map((d) => d.sizeBytes),
      'disks.type': disks.map((d) => d.type),
      'interfaces.name': interfaces.map((i) => i.name),
      'interfaces.mac': interfaces.map((i) => i.mac),
      'interfaces.addresses': interfaces.map((i) => i.addresses),
      'interfaces.speed_mbit': interfaces.map((i) => i.speedMbit),
    },
  ]);
}
