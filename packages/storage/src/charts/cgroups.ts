import { level, slowStepMs, type ChartSection } from './chart.ts';

/** A slice holds units that are shown themselves. */
const units = {
  device: { column: 'path', leaders: 10 },
  except: { label: 'kind', value: 'slice' },
  stacked: false,
  view: 'cgroup',
  minStepMs: slowStepMs,
  absent: 'not_leading',
} as const;

export const cgroupsSection = {
  id: 'units',
  title: 'Units and containers',
  optional: true,
  charts: {
    cgroup_cpu: {
      ...units,
      title: 'CPU by unit and container (100 % is one core)',
      unit: 'pct',
      series: [{ name: 'cpu', measure: { kind: 'cores', of: 'cpu_us', unit: 'us' } }],
    },
    cgroup_memory: {
      ...units,
      title: 'Memory by unit and container',
      unit: 'bytes',
      series: [level('memory', 'memory_bytes')],
    },
    cgroup_throttled: {
      ...units,
      title: 'Time held back by a CPU limit',
      unit: 'pct',
      series: [{ name: 'throttled', measure: { kind: 'cores', of: 'throttled_us', unit: 'us' } }],
    },
  },
} as const satisfies ChartSection;
