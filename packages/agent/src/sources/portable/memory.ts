import { amount, record } from '../../inventory/reported.ts';
import { answered } from './portable-group.ts';
import type { ReportReader } from './reported-group.ts';

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
export const memoryTelling: ReportReader = {
  calls: ['mem'],
  tell(answers) {
    const told = answered(readMemory(answers.get('mem')), 'mem');
    const columns = {
      total_bytes: told.total,
      free_bytes: told.free,
      available_bytes: told.available,
      buffers_bytes: told.buffers,
      cached_bytes: told.cached,
      dirty_bytes: told.dirty,
      writeback_bytes: told.writeback,
      slab_reclaimable_bytes: told.reclaimable,
      slab_unreclaimable_bytes: (told.slab ?? NaN) - (told.reclaimable ?? NaN),
      swap_total_bytes: told.swaptotal,
      swap_free_bytes: told.swapfree,
    };
    return [{ name: '', columns }];
  },
};
