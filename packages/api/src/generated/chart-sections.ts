// Generated from packages/storage/src/charts by scripts/derive.mjs. Do not edit.
/** The charts of a host's page under its headings, in its order. */
export const chartSections = [
  { id: 'cpu', title: 'CPU', charts: ['cpu', 'cpu_core', 'load', 'pressure'] },
  { id: 'memory', title: 'Memory', charts: ['memory', 'swap'] },
  { id: 'disks', title: 'Disks', charts: ['filesystem', 'disk_throughput', 'disk_busy', 'disk_await', 'disk_ops'] },
  { id: 'network', title: 'Network', charts: ['network_throughput', 'network_packets', 'network_errors', 'tcp_connections', 'tcp_failures'] },
  { id: 'programs', title: 'Programs', charts: ['process_cpu', 'process_memory', 'process_io', 'process_state'] },
  { id: 'units', title: 'Units and containers', charts: ['cgroup_cpu', 'cgroup_memory', 'cgroup_throttled'] },
  { id: 'sensors', title: 'Sensors', charts: ['temperature', 'fan'] },
  { id: 'agent', title: 'Cost of monitoring', charts: ['agent_cpu', 'agent_memory', 'agent_spool'] },
] as const;
