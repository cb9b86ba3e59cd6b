import { level, rate, slowStepMs, type ChartSection } from './chart.ts';

/** Several processes of one program lead at the same instant: their sum, over the instants at which it led at all. */
const program = {
  device: { column: 'name', label: 'program', leaders: 10, merged: true },
  stacked: false,
  view: 'process',
  minStepMs: slowStepMs,
  absent: 'not_leading',
} as const;

const states = ['running', 'sleeping', 'uninterruptible', 'idle', 'stopped', 'zombie', 'other'];

export const processesSection = {
  id: 'programs',
  title: 'Programs',
  charts: {
    process_cpu: {
      ...program,
      title: 'CPU by program (100 % is one core)',
      unit: 'pct',
      series: [{ name: 'cpu', measure: { kind: 'cores', of: 'cpu_ms', unit: 'ms' } }],
    },
    process_memory: {
      ...program,
      title: 'Memory by program',
      unit: 'bytes',
      series: [level('resident', 'rss_bytes')],
    },
    process_io: {
      ...program,
      title: 'Disk I/O by program',
      unit: 'bytes_per_s',
      series: [rate('read', 'read_bytes'), rate('write', 'write_bytes')],
    },
    process_state: {
      title: 'Processes',
      unit: 'count',
      stacked: false,
      view: 'process_state',
      minStepMs: slowStepMs,
      series: [
        level('total', { column: 'total', is: { plus: states } }),
        ...['running', 'uninterruptible', 'zombie', 'threads'].map((name) => level(name)),
      ],
    },
  },
} as const satisfies ChartSection;
