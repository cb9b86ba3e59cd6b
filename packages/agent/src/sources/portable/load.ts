import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';

/** Group `load`, from os.loadavg. Hundredths, as the kernel prints them. */
export const loadReader: ReportReader = {
  calls: ['loadavg'],
  report(answers) {
    const reported = answers.get('loadavg');
    const loads = answered(
      Array.isArray(reported) && reported.every(isNumber) ? reported : undefined,
      'loadavg',
    );
    const [load1, load5, load15] = loads.map((load) => load * 100);
    return [{ name: '', columns: { load1_centi: load1, load5_centi: load5, load15_centi: load15 } }];
  },
};

function isNumber(reported: unknown): reported is number {
  return typeof reported === 'number';
}
