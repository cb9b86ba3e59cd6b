import { level, type ChartSection } from './chart.ts';

export const memorySection = {
  id: 'memory',
  title: 'Memory',
  charts: {
    memory: {
      title: 'Memory',
      unit: 'bytes',
      stacked: true,
      view: 'memory',
      series: [
        level('used', { minus: ['total_bytes', 'available_bytes'] }),
        level('reclaimable', { greatest: [{ minus: ['available_bytes', 'free_bytes'] }, 0] }),
        level('free', { least: ['free_bytes', 'available_bytes'] }),
      ],
    },
    swap: {
      title: 'Swap',
      unit: 'bytes',
      stacked: true,
      view: 'memory',
      series: [
        level('used', { minus: ['swap_total_bytes', 'swap_free_bytes'] }),
        level('free', 'swap_free_bytes'),
      ],
    },
  },
} as const satisfies ChartSection;
