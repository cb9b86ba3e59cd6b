import { busyCpuTime, cpuTime } from '../cpu-time.ts';
import { level, type ChartSection } from './chart.ts';

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
        measure: { kind: 'share', of: `${name}_ms`, in: cpuTime },
      })),
    },
    cpu_core: {
      title: 'CPU by core',
      unit: 'pct',
      stacked: false,
      view: 'cpu_core',
      device: { column: 'core' },
      series: [{ name: 'busy', measure: { kind: 'share', of: busyCpuTime, in: cpuTime } }],
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
