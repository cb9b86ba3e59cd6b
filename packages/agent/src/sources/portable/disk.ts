import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';
import { amount, record } from './reported.ts';

const readOps = record({ rIO: amount, wIO: amount });
const readBytes = record({ rx: amount, wx: amount });

/** Group `disk`, from disksIO and fsStats, which know all disks together only: one device called `all`. */
export const diskReader: ReportReader = {
  calls: ['disksIO', 'fsStats'],
  report(answers) {
    const ops = answered(readOps(answers.get('disksIO')), 'disksIO');
    const bytes = answered(readBytes(answers.get('fsStats')), 'fsStats');
    const columns = {
      read_ops: ops.rIO,
      write_ops: ops.wIO,
      read_bytes: bytes.rx,
      write_bytes: bytes.wx,
    };
    return [{ name: 'all', columns }];
  },
};
