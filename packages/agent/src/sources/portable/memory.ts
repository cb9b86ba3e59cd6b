import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';
import { amount, record } from './reported.ts';

const readMemory = record({
  total: amount,
  free: amount,
  available: amount,
  buffers: amount,
  cached: amount,
  slab: amount,
  reclaimable: amount,
  dirty: amount,
  writeback: amount,
  swaptotal: amount,
  swapfree: amount,
});

/** Group `memory`, from mem. */
export const memoryReader: ReportReader = {
  calls: ['mem'],
  report(answers) {
    const reported = answered(readMemory(answers.get('mem')), 'mem');
    const columns = {
      total_bytes: reported.total,
      free_bytes: reported.free,
      available_bytes: reported.available,
      buffers_bytes: reported.buffers,
      cached_bytes: reported.cached,
      dirty_bytes: reported.dirty,
      writeback_bytes: reported.writeback,
      slab_reclaimable_bytes: reported.reclaimable,
      slab_unreclaimable_bytes: (reported.slab ?? NaN) - (reported.reclaimable ?? NaN),
      swap_total_bytes: reported.swaptotal,
      swap_free_bytes: reported.swapfree,
    };
    return [{ name: '', columns }];
  },
};
