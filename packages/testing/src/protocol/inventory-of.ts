import type { Inventory } from '@hostwire/protocol';

/** A small machine of which nothing special is known. */
export function inventoryOf(given: Partial<Inventory> = {}): Inventory {
  return {
    type: 'inventory',
    hostname: 'web1',
    os: 'Debian',
    kernel: '6.1',
    arch: 'x64',
    bootId: 'b',
    bootedMs: 1,
    cpuModel: 'x',
    cpuCores: 2,
    cpuPhysicalCores: 1,
    cpuSockets: 1,
    memoryBytes: 1,
    virtualisation: '',
    cloud: '',
    container: '',
    manufacturer: '',
    model: '',
    disks: [],
    interfaces: [],
    gpus: [],
    agentVersion: '0.1.0',
    nodeVersion: '20',
    ...given,
  };
}
