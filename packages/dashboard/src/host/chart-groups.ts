import type { Chart } from '../api/types.ts';

interface ChartGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly string[];
}

/** The charts of the page, in its order, under the headings people look for. */
const chartGroups: readonly ChartGroup[] = [
  { id: 'cpu', title: 'CPU', charts: ['cpu', 'cpu_core', 'load', 'pressure'] },
  { id: 'memory', title: 'Memory', charts: ['memory', 'swap'] },
  {
    id: 'disks',
    title: 'Disks',
    charts: ['filesystem', 'disk_throughput', 'disk_busy', 'disk_await', 'disk_ops'],
  },
  {
    id: 'network',
    title: 'Network',
    charts: ['network_throughput', 'network_packets', 'network_errors', 'tcp_connections', 'tcp_failures'],
  },
  {
    id: 'programs',
    title: 'Programs',
    charts: ['process_cpu', 'process_memory', 'process_io', 'process_state'],
  },
  { id: 'units', title: 'Units and containers', charts: ['cgroup_cpu', 'cgroup_memory', 'cgroup_throttled'] },
  { id: 'sensors', title: 'Sensors', charts: ['temperature', 'fan'] },
  { id: 'agent', title: 'Cost of monitoring', charts: ['agent_cpu', 'agent_memory', 'agent_spool'] },
];

export const chartIds: readonly string[] = chartGroups.flatMap(({ charts }) => charts);

/** The charts that a screen shows of a page that was just opened, and those below. */
export const openingCharts = {
  first: chartGroups.slice(0, 2).flatMap(({ charts }) => charts),
  others: chartGroups.slice(2).flatMap(({ charts }) => charts),
};

export interface ShownGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
  /** Titles of the charts in which nothing was measured: they are named, not drawn. */
  readonly empty: readonly string[];
}

/** Whether nothing was measured in the window. */
function isEmpty({ series }: Chart): boolean {
  return !series.some(({ values }) => values.some((value) => value !== null));
}

/** The groups of an answer; empty charts fold away, and groups that have nothing else with them. */
export function shownGroups(charts: readonly Chart[]): ShownGroup[] {
  return chartGroups
    .map(({ id, title, charts: ids }) => {
      const own = ids.flatMap((each) => charts.find(({ chart }) => chart === each) ?? []);
      const empty = own.filter(isEmpty).map((chart) => chart.title);
      return { id, title, charts: own.filter((chart) => !isEmpty(chart)), empty };
    })
    .filter((group) => group.charts.length > 0);
}
