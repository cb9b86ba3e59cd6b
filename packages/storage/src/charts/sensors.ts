import { level, slowStepMs, type ChartSection } from './chart.ts';

const sensor = {
  device: { column: 'device', measuredOnly: true },
  stacked: false,
  view: 'sensor',
  minStepMs: slowStepMs,
} as const;

export const sensorsSection = {
  id: 'sensors',
  title: 'Sensors',
  optional: true,
  charts: {
    temperature: {
      ...sensor,
      title: 'Temperatures',
      unit: 'celsius',
      series: [
        level('temperature', {
          column: 'temperature_celsius',
          is: { over: [{ minus: ['temperature_mk', 273_150] }, 1000] },
        }),
      ],
    },
    fan: { ...sensor, title: 'Fans', unit: 'rpm', series: [level('speed', 'fan_rpm')] },
  },
} as const satisfies ChartSection;
