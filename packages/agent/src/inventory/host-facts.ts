import { open, readFile } from 'node:fs/promises';
import { arch, hostname, networkInterfaces, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { Inventory } from '@hostwire/protocol';
import { KernelText } from '../sources/linux/files/kernel-text.ts';
import { parseStat } from '../sources/linux/groups/cpu.ts';
import { readCloud } from './cloud.ts';
import { readContainer } from './container.ts';

/** What an inventory has without asking another program. */
export type HostFacts = Omit<Inventory, 'type' | 'agentVersion' | 'nodeVersion'>;

/** Enough for the first processor of /proc/cpuinfo; the whole file takes some ms per core on large machines. */
const cpuinfoBytes = 4096;

/** What `os` and /proc report. Never rejects: what cannot be read stays empty or 0. */
export async function readHostFacts(
  procRoot = '/proc',
  osReleasePath = '/etc/os-release',
): Promise<HostFacts> {
  const text = (path: string) => readFile(path, 'utf8').catch(() => '');
  const [bootId, stat, osRelease, cpuinfo, cloud, container] = await Promise.all([
    text(join(procRoot, 'sys/kernel/random/boot_id')),
    readFile(join(procRoot, 'stat')).catch(() => Buffer.alloc(0)),
    text(osReleasePath),
    readHead(join(procRoot, 'cpuinfo')).catch(() => ''),
    readCloud(),
    readContainer(),
  ]);
  return {
    hostname: hostname(),
    os: osName(osRelease) ?? type(),
    kernel: release(),
    arch: arch(),
    bootId: bootId.trim(),
    bootedMs: bootedMs(stat),
    cpuModel: /^model name\s*:\s*(.*)$/m.exec(cpuinfo)?.[1]?.trim() ?? '',
    cpuCores: parseStat(stat).cores.devices.length,
    cpuPhysicalCores: 0,
    cpuSockets: 0,
    memoryBytes: totalmem(),
    virtualisation: '',
    manufacturer: '',
    model: '',
    disks: [],
    interfaces: addressedInterfaces(),
    gpus: [],
    cloud,
    container,
  };
}

/** NAME and VERSION_ID of os-release, for example "Debian GNU/Linux 12". */
export function osName(osRelease: string): string | undefined {
  const value = (key: string) => new RegExp(`^${key}=(["']?)(.*)\\1$`, 'm').exec(osRelease)?.[2] ?? '';
  const name = `${value('NAME')} ${value('VERSION_ID')}`.trim();
  return name === '' ? undefined : name;
}

/** 0 when unknown. */
function bootedMs(stat: Buffer): number {
  const text = new KernelText(stat);
  return text.seekLine('btime ') ? text.number() * 1000 : 0;
}

function addressedInterfaces(): Inventory['interfaces'] {
  return Object.entries(networkInterfaces())
    .filter(([, addresses = []]) => addresses.some(({ internal }) => !internal))
    .map(([name, addresses = []]) => {
      const mac = addresses[0]?.mac ?? '';
      return { name, mac, addresses: addresses.map(({ address }) => address), speedMbit: 0 };
    });
}

async function readHead(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(cpuinfoBytes), 0, cpuinfoBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
