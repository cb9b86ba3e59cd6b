import type { GroupName } from '@hostwire/protocol';

/**
 * Which columns are taken from systeminformation (5.33), by platform. All else that it reports is not used, and is missing
 * in samples instead of wrong. On Linux, where it can be held against the kernel:
 *
 * - CPU: it knows the five states of os.cpus(). iowait, softirq and guest are not reported; steal is reported as 0 whatever the
 *   kernel counts (it compares the number of lines with one too many). Its percentages divide by the five states, so a
 *   host that waits for its disk looks busy; the additions of the five states are right and are what is used.
 * - avgLoad is the largest of the three load averages divided by the cores; os.loadavg() is used.
 * - Memory: `used` and `active` are differences of what is there. `available` of a kernel without MemAvailable (before
 *   3.14) would be made up; Node does not run there.
 * - Disks: disksIO and fsStats are one sum over all devices that are mounted at that instant: a mount is a spike, an
 *   unmount a step back, and the waits are milliseconds of requests called percent.
 * - Network: only interfaces that are up and have an address are reported. rx_dropped is without rx_missed_errors, which
 *   /proc/net/dev adds. Packets and multicast are not reported.
 * - File systems: inodes are not reported, and `rw` is looked up by device, so that an overlay or a bind mount counts as
 *   read-only. Capacity is of df, in KiB.
 * - Processes: processes() starts a program per process and dies of E2BIG beyond about 6,000; networkConnections() lists
 *   every socket; services() takes a command line that mentions a name for a running service. None is called.
 * - Temperatures: which sensor a value is of is not reported, and every reading starts a shell per sensor.
 *
 * macOS: the drops of both directions are taken from the same field of netstat. Memory is of vm_stat and df, as reported.
 * Windows: load averages do not exist and are reported as 0; disksIO and fsStats are null; the file system of a drive that
 * is not ready has the size 0.
 */
export type PortablePlatform = 'linux' | 'darwin' | 'win32';

type TrustedColumns = Readonly<Partial<Record<GroupName, readonly string[]>>>;

const cpuStates = ['user_ms', 'nice_ms', 'system_ms', 'idle_ms', 'irq_ms'];
const capacity = ['size_bytes', 'free_bytes', 'available_bytes'];
const traffic = ['receive_bytes', 'receive_errors', 'transmit_bytes', 'transmit_errors'];
const coarseMemory = ['total_bytes', 'free_bytes', 'available_bytes', 'swap_total_bytes', 'swap_free_bytes'];
const loads = ['load1_centi', 'load5_centi', 'load15_centi'];

export const trustedColumns: Readonly<Record<PortablePlatform, TrustedColumns>> = {
  linux: {
    cpu: [...cpuStates, 'cores'],
    cpu_core: cpuStates,
    load: loads,
    memory: [
      ...coarseMemory,
      'buffers_bytes',
      'cached_bytes',
      'dirty_bytes',
      'writeback_bytes',
      'slab_reclaimable_bytes',
      'slab_unreclaimable_bytes',
    ],
    network: [...traffic, 'transmit_drops'],
    filesystem: capacity,
    sensor: ['charge_pct'],
  },
  darwin: {
    cpu: [...cpuStates, 'cores'],
    cpu_core: cpuStates,
    load: loads,
    memory: coarseMemory,
    disk: ['read_ops', 'read_bytes', 'write_ops', 'write_bytes'],
    network: traffic,
    filesystem: [...capacity, 'read_only'],
    sensor: ['charge_pct'],
  },
  win32: {
    cpu: [...cpuStates, 'cores'],
    cpu_core: cpuStates,
    memory: coarseMemory,
    network: [...traffic, 'receive_drops', 'transmit_drops'],
    filesystem: [...capacity, 'read_only'],
    sensor: ['charge_pct'],
  },
};
