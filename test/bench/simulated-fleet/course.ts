import type { GroupName } from '@hostwire/protocol';

/** How a column moves: around `mean`, in steps of `unit`; in `still` of all samples it does not (an increment is 0). */
export interface Course {
  readonly mean: number;
  readonly unit?: number;
  readonly still?: number;
}

const page = 4096;
const gib = 2 ** 30;
/** Columns that are not named stay 0, as most do on a healthy host. */
export const courses: Partial<Record<GroupName, Readonly<Record<string, Course>>>> = {
  cpu: {
    cores: { mean: 4, still: 1 },
    context_switches: { mean: 2_400 },
    interrupts: { mean: 1_300 },
    forks: { mean: 4, still: 0.6 },
    procs_running: { mean: 2, still: 0.5 },
  },
  load: {
    load1_centi: { mean: 80 },
    load5_centi: { mean: 75, still: 0.6 },
    load15_centi: { mean: 70, still: 0.8 },
    tasks: { mean: 310, still: 0.4 },
  },
  memory: {
    total_bytes: { mean: 16 * gib, still: 1 },
    free_bytes: { mean: 3 * gib, unit: page },
    available_bytes: { mean: 9 * gib, unit: page },
    buffers_bytes: { mean: 0.3 * gib, unit: page, still: 0.8 },
    cached_bytes: { mean: 5 * gib, unit: page },
    active_bytes: { mean: 4 * gib, unit: page },
    inactive_bytes: { mean: 5 * gib, unit: page },
    dirty_bytes: { mean: 2 ** 22, unit: page },
    slab_reclaimable_bytes: { mean: 0.4 * gib, unit: page, still: 0.5 },
    slab_unreclaimable_bytes: { mean: 0.1 * gib, unit: page, still: 0.7 },
    shmem_bytes: { mean: 0.1 * gib, unit: page, still: 0.9 },
    anon_bytes: { mean: 4 * gib, unit: page },
    mapped_bytes: { mean: 0.8 * gib, unit: page, still: 0.5 },
    committed_bytes: { mean: 9 * gib, unit: page },
    swap_total_bytes: { mean: 2 * gib, still: 1 },
    swap_free_bytes: { mean: 2 * gib, still: 1 },
    page_faults: { mean: 1_800 },
    major_page_faults: { mean: 1, still: 0.95 },
  },
  disk: {
    read_ops: { mean: 12, still: 0.6 },
    read_bytes: { mean: 400_000, unit: 512, still: 0.6 },
    read_ms: { mean: 6, still: 0.6 },
    write_ops: { mean: 25, still: 0.2 },
    write_bytes: { mean: 900_000, unit: 512, still: 0.2 },
    write_ms: { mean: 30, still: 0.2 },
    in_flight_ops: { mean: 0.4, still: 0.9 },
    busy_ms: { mean: 24, still: 0.2 },
    weighted_ms: { mean: 36, still: 0.2 },
  },
  filesystem: {
    size_bytes: { mean: 100 * gib, still: 1 },
    free_bytes: { mean: 55 * gib, unit: page, still: 0.5 },
    available_bytes: { mean: 50 * gib, unit: page, still: 0.5 },
    inodes_total: { mean: 6_553_600, still: 1 },
    inodes_free: { mean: 6_100_000, still: 0.5 },
  },
  network: {
    receive_bytes: { mean: 60_000 },
    receive_packets: { mean: 220 },
    receive_multicast: { mean: 1, still: 0.9 },
    transmit_bytes: { mean: 45_000 },
    transmit_packets: { mean: 200 },
  },
  agent: {
    cpu_us: { mean: 1_700 },
    rss_bytes: { mean: 50 * 2 ** 20, unit: page, still: 0.8 },
    sent_bytes: { mean: 330, still: 0.5 },
    spool_bytes: { mean: 700 },
    spool_batches: { mean: 2, still: 0.7 },
    read_us: { mean: 600 },
  },
  pressure: {
    cpu_some_us: { mean: 9_000, still: 0.3 },
    memory_some_us: { mean: 40, still: 0.97 },
    io_some_us: { mean: 5_000, still: 0.5 },
    io_full_us: { mean: 3_500, still: 0.6 },
    cpu_some_avg10_centi: { mean: 90, still: 0.3 },
    cpu_some_avg60_centi: { mean: 80, still: 0.6 },
    cpu_some_avg300_centi: { mean: 70, still: 0.8 },
    io_some_avg10_centi: { mean: 50, still: 0.4 },
    io_some_avg60_centi: { mean: 45, still: 0.7 },
    io_some_avg300_centi: { mean: 40, still: 0.85 },
  },
  socket: {
    tcp_segments_received: { mean: 210 },
    tcp_segments_sent: { mean: 230 },
    tcp_segments_retransmitted: { mean: 1, still: 0.9 },
    tcp_active_opens: { mean: 2, still: 0.4 },
    tcp_passive_opens: { mean: 3, still: 0.4 },
    udp_datagrams_received: { mean: 6, still: 0.3 },
    udp_datagrams_sent: { mean: 6, still: 0.3 },
    in_use: { mean: 280, still: 0.4 },
    tcp_in_use: { mean: 90, still: 0.4 },
    tcp_established: { mean: 60, still: 0.4 },
    tcp_time_wait: { mean: 15, still: 0.2 },
    tcp_memory_pages: { mean: 30, still: 0.3 },
    udp_in_use: { mean: 9, still: 0.98 },
    conntrack_entries: { mean: 140, still: 0.2 },
    conntrack_max: { mean: 262_144, still: 1 },
  },
  process_state: {
    running: { mean: 2, still: 0.5 },
    sleeping: { mean: 190, still: 0.5 },
    idle: { mean: 110, still: 0.9 },
    threads: { mean: 620, still: 0.4 },
  },
  link: { speed_mbit: { mean: 1_000, still: 1 } },
  process: {
    cpu_ms: { mean: 120, unit: 10, still: 0.6 },
    interval_ms: { mean: 10_000, still: 1 },
    rss_bytes: { mean: 90 * 2 ** 20, unit: page, still: 0.7 },
    threads: { mean: 8, still: 0.98 },
    read_bytes: { mean: 40_000, unit: page, still: 0.9 },
    write_bytes: { mean: 90_000, unit: page, still: 0.8 },
  },
  cgroup: {
    cpu_us: { mean: 90_000, still: 0.3 },
    read_bytes: { mean: 40_000, unit: page, still: 0.9 },
    write_bytes: { mean: 90_000, unit: page, still: 0.7 },
    interval_ms: { mean: 10_000, still: 1 },
    memory_bytes: { mean: 140 * 2 ** 20, unit: page, still: 0.5 },
    tasks: { mean: 12, still: 0.9 },
    reclaimable_bytes: { mean: 40 * 2 ** 20, unit: page, still: 0.8 },
  },
};
