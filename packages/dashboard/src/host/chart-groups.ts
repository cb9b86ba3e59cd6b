import type { Chart } from '@hostwire/collector';

/** The charts of the page, in its order, under the headings people look for. */
export const chartGroups: readonly { title: string; charts: readonly string[] }[] = [
  { title: 'CPU', charts: ['cpu', 'cpu_core', 'load'] },
  { title: 'Memory', charts: ['memory', 'swap'] },
  {
    title: 'File systems and disks',
    charts: ['filesystem', 'disk_throughput', 'disk_ops', 'disk_await', 'disk_busy'],
  },
  { title: 'Network', charts: ['network_throughput', 'network_packets', 'network_errors'] },
];

export const chartIds: readonly string[] = chartGroups.flatMap(({ charts }) => charts);

/** The group's charts that the answer has. */
export function chartsOfGroup(charts: readonly Chart[], ids: readonly string[]): Chart[] {
  return ids.flatMap((id) => charts.find(({ chart }) => chart === id) ?? []);
}
