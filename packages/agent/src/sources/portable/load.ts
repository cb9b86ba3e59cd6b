import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';

/** Group `load`, from os.loadavg. Hundredths, as the kernel prints them. */
export const loadTelling: ReportReader = {
  calls: ['loadavg'],
  tell(answers) {
    const told = answers.get('loadavg');
    const loads = answered(Array.isArray(told) && told.every(isNumber) ? told : undefined, 'loadavg');
    const [load1, load5, load15] = loads.map((load) => load * 100);
    return [{ name: '', columns: { load1_centi: load1, load5_centi: load5, load15_centi: load15 } }];
  },
};

function isNumber(told: unknown): told is number {
  return typeof told === 'number';
}
