import { amount, flag, record } from '../../inventory/reported.ts';
import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';

const readBattery = record({ hasBattery: flag, percent: amount });

/** Group `sensor`, from battery: its charge. */
export const sensorTelling: ReportReader = {
  calls: ['battery'],
  tell(answers) {
    const { hasBattery, percent } = answered(readBattery(answers.get('battery')), 'battery');
    if (!hasBattery) return [];
    const labels = { chip: 'power_supply', label: '' };
    return [{ name: 'battery', labels, columns: { charge_pct: percent } }];
  },
};
