import type { RuleInput } from '../rule.ts';

export const temperatureHigh: RuleInput = {
  id: 'temperature_high',
  kind: 'threshold',
  view: 'sensor',
  device: `concat(chip, ' ', label)`,
  value: 'temperature_celsius',
  aggregate: 'min',
  window: 120_000,
  above: 95,
  clear: 88,
  for: 300_000,
  unit: '°C',
  summary: '{device} on {host} is at {value}',
  why: 'Processors slow themselves down at about 100 °C; a short peak under load is what they are made for.',
};
