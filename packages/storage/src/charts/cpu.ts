import { level, type ChartSection } from './chart.ts';
import type { Expression } from './expression.ts';

// A state that a platform does not report counts as none, as in the views.
const busy: readonly Expression[] = [
  'user_ms',
  { orZero: 'nice_ms' },
  'system_ms',
  { orZero: 'irq_ms' },
  { orZero: 'softirq_ms' },
  { orZero: 'steal_ms' },
];
const total: Expression = { plus: [...busy, 'idle_ms', { orZero: 'iowait_ms' }] };
/** Only rows that have a total: without idle time there is no share. */
const busyOfTotal: Expression = { minus: [total, { plus: ['idle_ms', { orZero: 'iowait_ms' }] }] };

export const cpuSection = {
  id: 'cpu',
  title: 'CPU',
  charts: {
    cpu: {
      title: 'CPU',
      unit: 'pct',
      stacked: true,
      view: 'cpu',
      series: ['user', 'nice', 'system', 'iowait', 'irq', 'softirq', 'steal'].map((name) => ({
        name,
        measure: { kind: 'share', of: `${name}_ms`, in: total },
      })),
    },
    cpu_core: {
      title: 'CPU by core',
      unit: 'pct',
      stacked: false,
      view: 'cpu_core',
      device: { column: 'core' },
      series: [{ name: 'busy', measure: { kind: 'share', of: busyOfTotal, in: total } }],
    },
    load: {
      title: 'Load',
      unit: 'load',
      stacked: false,
      view: 'load',
      series: ['load1', 'load5', 'load15'].map((name) =>
        level(name, { column: name, is: { over: [`${name}_centi`, 100] } }),
      ),
    },
    pressure: {
      title: 'Pressure: time in which some task waited',
      unit: 'pct',
      stacked: false,
      view: 'pressure',
      series: ['cpu', 'memory', 'io'].map((name) => ({
        name,
        measure: { kind: 'time_share', of: `${name}_some_us`, unit: 'us' },
      })),
    },
  },
} as const satisfies ChartSection;
