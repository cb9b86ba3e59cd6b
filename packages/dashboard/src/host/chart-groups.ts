import type { Chart } from '../api/types.ts';

interface ChartGroup {
  readonly title: string;
  readonly charts: readonly string[];
  /** Many hosts have nothing of the kind: without a value in the window, the group is not shown. */
  readonly optional?: boolean;
}

/** The charts of the page, in its order, under the headings people look for. */
export const chartGroups: readonly ChartGroup[] = [
  { title: 'CPU', charts: ['cpu', 'cpu_core', 'load', 'pressure'] },
  { title: 'Memory', charts: ['memory', 'swap'] },
  {
    title: 'File systems and disks',
    charts: ['filesystem', 'disk_throughput', 'disk_ops', 'disk_await', 'disk_busy'],
  },
  {
    title: 'Network',
    charts: ['network_throughput', 'network_packets', 'network_errors', 'tcp_connections', 'tcp_failures'],
  },
  { title: 'Processes', charts: ['process_cpu', 'process_memory', 'process_io', 'process_state'] },
  {
    title: 'Units and containers',
    charts: ['cgroup_cpu', 'cgroup_memory', 'cgroup_throttled'],
    optional: true,
  },
  { title: 'Sensors', charts: ['temperature', 'fan'], optional: true },
  { title: 'Cost of monitoring', charts: ['agent_cpu', 'agent_memory', 'agent_spool'] },
];

export const chartIds: readonly string[] = chartGroups.flatMap(({ charts }) => charts);

/** The group's charts that the answer has; none of an optional group in which nothing was measured. */
export function chartsOfGroup(charts: readonly Chart[], { charts: ids, optional }: ChartGroup): Chart[] {
  const own = ids.flatMap((id) => charts.find(({ chart }) => chart === id) ?? []);
  return optional && own.every(isEmpty) ? [] : own;
}

/** Whether nothing was measured in the window. */
function isEmpty({ series }: Chart): boolean {
  return !series.some(({ values }) => values.some((value) => value !== null));
}
