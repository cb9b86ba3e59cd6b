import { blankRow, columnPosition, scalarReading } from './columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import { malformed, type KernelGroup, type KernelReadings } from './kernel-group.ts';
import { LineValues } from './line-values.ts';
import { ScalarIncrements } from './scalar-increments.ts';

/** meminfo's "kB" are KiB. */
const kib = 1024;

interface Level {
  readonly key: string;
  readonly position: number;
  readonly unit: number;
}

const level = (key: string, column: string, unit = kib): Level => ({
  key,
  unit,
  position: columnPosition('memory', column),
});

/** Lines of /proc/meminfo. What a kernel does not print is missing in the sample. */
const levels: readonly Level[] = [
  level('MemTotal:', 'total_bytes'),
  level('MemFree:', 'free_bytes'),
  level('MemAvailable:', 'available_bytes'),
  level('Buffers:', 'buffers_bytes'),
  level('Cached:', 'cached_bytes'),
  level('Active:', 'active_bytes'),
  level('Inactive:', 'inactive_bytes'),
  level('Dirty:', 'dirty_bytes'),
  level('Writeback:', 'writeback_bytes'),
  level('SReclaimable:', 'slab_reclaimable_bytes'),
  level('SUnreclaim:', 'slab_unreclaimable_bytes'),
  level('Shmem:', 'shmem_bytes'),
  level('AnonPages:', 'anon_bytes'),
  level('Mapped:', 'mapped_bytes'),
  level('Committed_AS:', 'committed_bytes'),
  level('SwapTotal:', 'swap_total_bytes'),
  level('SwapFree:', 'swap_free_bytes'),
  level('SwapCached:', 'swap_cached_bytes'),
  level('HugePages_Total:', 'huge_pages_total', 1),
  level('HugePages_Free:', 'huge_pages_free', 1),
];

/** Lines of /proc/vmstat, and the columns they are counters of. */
const eventKeys = ['pgfault ', 'pgmajfault ', 'pswpin ', 'pswpout ', 'oom_kill '] as const;
const eventColumns = [
  'page_faults',
  'major_page_faults',
  'swap_in_pages',
  'swap_out_pages',
  'oom_kills',
] as const;
const eventPositions = eventColumns.map((column) => columnPosition('memory', column));

const totalPosition = columnPosition('memory', 'total_bytes');

/** Group `memory`, from /proc/meminfo and /proc/vmstat. */
export class MemoryGroup implements KernelGroup {
  readonly name = 'memory';
  readonly leftOut = 0;
  readonly #meminfo: KernelBytes;
  readonly #vmstat: KernelBytes;
  readonly #levels = new LineValues(levels.map(({ key }) => key));
  readonly #counters = new LineValues(eventKeys);
  readonly #events = new ScalarIncrements(eventPositions);

  constructor(meminfo: KernelBytes, vmstat: KernelBytes) {
    this.#meminfo = meminfo;
    this.#vmstat = vmstat;
  }

  get resets(): number {
    return this.#events.resets;
  }

  read(): KernelReadings {
    const values = blankRow('memory');
    const found = this.#levels.parse(this.#meminfo.read());
    for (let i = 0; i < levels.length; i++) values[levels[i]!.position] = found[i]! * levels[i]!.unit;
    if (Number.isNaN(values[totalPosition])) malformed(this.#meminfo.path, 'line "MemTotal"');
    this.#events.put(this.#counters.parse(this.#vmstat.read()), values);
    return { memory: scalarReading(values) };
  }

  forget(): void {
    this.#events.forget();
  }

  close(): void {
    this.#meminfo.close();
    this.#vmstat.close();
  }
}
