import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { Increments } from "./increments.js";
import { malformed } from "./kernel-group.js";
import { KernelText } from "./kernel-text.js";
/** meminfo's "kB" are KiB. */
const kib = 1024;
const level = (key, column, unit = kib) => ({
    key,
    unit,
    position: columnPosition('memory', column),
});
/** Lines of /proc/meminfo. What a kernel does not print is missing in the sample. */
const levels = [
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
const eventKeys = ['pgfault ', 'pgmajfault ', 'pswpin ', 'pswpout ', 'oom_kill '];
const eventColumns = [
    'page_faults',
    'major_page_faults',
    'swap_in_pages',
    'swap_out_pages',
    'oom_kills',
];
const eventPositions = eventColumns.map((column) => columnPosition('memory', column));
const totalPosition = columnPosition('memory', 'total_bytes');
/** A row of the group `memory` with its levels; the increments are missing. */
export function parseMeminfo(bytes) {
    const text = new KernelText(bytes);
    const row = blankRow('memory');
    for (const { key, position, unit } of levels)
        if (text.seekLine(key))
            row[position] = text.number() * unit;
    return row;
}
/** The counters of `eventKeys` since boot; NaN for what is not there. */
export function parseVmstat(bytes) {
    const text = new KernelText(bytes);
    return Float64Array.from(eventKeys, (key) => (text.seekLine(key) ? text.number() : NaN));
}
/** Group `memory`, from /proc/meminfo and /proc/vmstat. */
export class MemoryGroup {
    name = 'memory';
    leftOut = 0;
    #meminfo;
    #vmstat;
    #events = new Increments(1);
    constructor(meminfo, vmstat) {
        this.#meminfo = meminfo;
        this.#vmstat = vmstat;
    }
    get resets() {
        return this.#events.resets;
    }
    read() {
        const values = parseMeminfo(this.#meminfo.read());
        if (Number.isNaN(values[totalPosition]))
            malformed(this.#meminfo.path, 'line "MemTotal"');
        const events = this.#events.since(eventColumns, parseVmstat(this.#vmstat.read()));
        eventPositions.forEach((at, i) => events.measured[i] === 1 && (values[at] = events.values[i]));
        return { memory: scalarReading(values) };
    }
    forget() {
        this.#events.forget();
    }
    close() {
        this.#meminfo.close();
        this.#vmstat.close();
    }
}
//# sourceMappingURL=memory.js.map