import type { GroupName, Reading } from '@hostwire/protocol';

/** What a host has, and how much it does. */
export interface HostShape {
  /** Devices of each group that is read; [''] where a group has none. */
  readonly devices: Partial<Record<GroupName, readonly string[]>>;
  readonly labels: Partial<Record<GroupName, Reading['labels']>>;
  /** Numbers that its programs report in every sample. */
  readonly series: number;
  /** Counters grow so many times as fast as on an ordinary host. */
  readonly activity: number;
  /** How far the activity swings with time: 0 = it does not, 1 = between nothing and twice as much. */
  readonly swing: number;
}

interface Size {
  readonly cores: number;
  readonly disks: number;
  readonly interfaces: number;
  readonly mounts: number;
  readonly processes: number;
  readonly cgroups: number;
}

const one = [''] as const;

/** 4 cores, 2 disks, 2 interfaces and 4 file systems; no groups beyond the first that there were. */
export function ordinaryHost(series = 0): HostShape {
  const { devices, labels } = sized({
    ...{ cores: 4, disks: 2, interfaces: 2, mounts: 4, processes: 0, cgroups: 0 },
  });
  return { devices, labels: { ...labels, metric: labelsOf(series).metric }, series, activity: 1, swing: 0 };
}

/** Idle machines, web and database servers, hosts of containers and a machine that builds: what a fleet consists of. */
export const variedHosts: readonly HostShape[] = [
  varied({ cores: 1, disks: 1, interfaces: 2, mounts: 2, processes: 10, cgroups: 8 }, 0.05, 0.3),
  varied({ cores: 2, disks: 1, interfaces: 2, mounts: 3, processes: 14, cgroups: 12 }, 0.3, 0.8),
  varied({ cores: 4, disks: 2, interfaces: 2, mounts: 4, processes: 18, cgroups: 16 }, 1, 0.9),
  varied({ cores: 8, disks: 2, interfaces: 3, mounts: 5, processes: 20, cgroups: 24 }, 3, 0.6),
  varied({ cores: 16, disks: 6, interfaces: 3, mounts: 6, processes: 20, cgroups: 20 }, 8, 0.4),
  varied({ cores: 16, disks: 2, interfaces: 12, mounts: 8, processes: 20, cgroups: 60 }, 5, 0.7),
];

function varied(size: Size, activity: number, swing: number): HostShape {
  const { devices, labels } = sized(size);
  const more = { pressure: one, socket: one, process_state: one, link: devices.network ?? [] };
  return { devices: { ...devices, ...more }, labels, series: 0, activity, swing };
}

function sized({ cores, disks, interfaces, mounts, processes, cgroups }: Size) {
  const devices: Partial<Record<GroupName, readonly string[]>> = {
    ...{ cpu: one, load: one, memory: one, agent: one },
    cpu_core: names(cores, String),
    disk: ['nvme0n1', 'sda', ...names(disks, (i) => `sd${letter(i + 1)}`)].slice(0, disks),
    network: ['lo', 'eth0', ...names(interfaces, (i) => `veth${i}`)].slice(0, interfaces),
    filesystem: ['/', '/boot', '/var', '/home', ...names(mounts, (i) => `/srv/data${i}`)].slice(0, mounts),
    process: names(processes, (i) => `${800 + 31 * i}`),
    cgroup: names(cgroups, (i) => `/system.slice/unit-${i}.service`),
  };
  const labels: HostShape['labels'] = {
    filesystem: {
      device: names(mounts, (i) => (i < 3 ? `/dev/nvme0n1p${i + 1}` : `/dev/sda${i}`)),
      type: names(mounts, (i) => (i < 2 ? 'ext4' : 'xfs')),
    },
    process: { program: names(processes, (i) => `program${i}`), user: names(processes, () => 'root') },
    cgroup: { kind: names(cgroups, () => 'service') },
    link: { state: names(interfaces, () => 'up'), duplex: names(interfaces, () => 'full') },
  };
  return { devices, labels };
}

function labelsOf(series: number) {
  return { metric: { kind: names(series, () => 'gauge'), source: names(series, () => 'statsd') } };
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

function names(count: number, name: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => name(index));
}
