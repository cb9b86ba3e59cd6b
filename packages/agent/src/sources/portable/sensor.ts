import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';
import { amount, flag, record } from './reported.ts';

const readBattery = record({ hasBattery: flag, percent: amount });

/** Group `sensor`, from battery: its charge. */
export const sensorReader: ReportReader = {
  calls: ['battery'],
  report(answers) {
    const { hasBattery, percent } = answered(readBattery(answers.get('battery')), 'battery');
    if (!hasBattery) return [];
    const labels = { chip: 'power_supply', label: '' };
    return [{ name: 'battery', labels, columns: { charge_pct: percent } }];
  },
};
