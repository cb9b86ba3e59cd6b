/** USER_HZ is 100 (cpu.ts). */
const tickMs = 10;
/**
 * Increments of processes from one look at them to the next: `measure` for each process, then `finish`.
 *
 * State: a record of each process of the last look, changed in place, because ten thousand new ones per look would keep
 * the garbage collector busy for longer than anything else here. Processes are told apart by id and start, so an id that
 * is used again is another process. One that began after the previous look counts from 0. One that was there and was
 * not measured has no increments.
 *
 * A look that is not finished is ended by `forget`.
 */
export class ProcessHistory {
    /** Processes whose counters went backwards, since the start. */
    resets = 0;
    #records = new Map();
    #look = 0;
    #previousMs = NaN;
    /** Since boot, when the previous look began; what started later is new. */
    #previousUptimeTicks = Infinity;
    forget() {
        this.#records.clear();
        this.#previousMs = NaN;
        this.#previousUptimeTicks = Infinity;
    }
    /** Whether the process used the CPU since the previous look, or may have. */
    ran(pid, { startTicks, cpuTicks }) {
        const record = this.#records.get(pid);
        return record?.startTicks !== startTicks || record.cpuTicks !== cpuTicks;
    }
    measure({ pid, stat, io }) {
        const record = this.#recordOf(pid, stat);
        const { readBytes, writeBytes } = io ?? { readBytes: NaN, writeBytes: NaN };
        record.cpuMs = (stat.cpuTicks - record.cpuTicks) * tickMs;
        record.readBytes = readBytes - record.totalReadBytes;
        record.writeBytes = writeBytes - record.totalWriteBytes;
        if (record.cpuMs < 0 || record.readBytes < 0 || record.writeBytes < 0) {
            this.resets++;
            record.cpuMs = record.readBytes = record.writeBytes = NaN;
        }
        record.cpuTicks = stat.cpuTicks;
        record.totalReadBytes = readBytes;
        record.totalWriteBytes = writeBytes;
        if (record.program !== stat.program)
            record.program = stat.program;
        record.state = stat.state;
        record.threads = stat.threads;
        record.rssPages = stat.rssPages;
        record.look = this.#look;
    }
    /** The processes of this look, and how long ago the previous one was (NaN: there was none). */
    finish(at) {
        for (const [pid, { look }] of this.#records)
            if (look !== this.#look)
                this.#records.delete(pid);
        const intervalMs = at.monoMs - this.#previousMs;
        this.#previousMs = at.monoMs;
        this.#previousUptimeTicks = at.uptimeTicks;
        this.#look++;
        return { intervalMs, processes: [...this.#records.values()] };
    }
    /** With the totals that the increments of this look begin at; NaN where they are not known. */
    #recordOf(pid, { startTicks, program, state, threads, rssPages }) {
        const known = this.#records.get(pid);
        if (known?.startTicks === startTicks)
            return known;
        const total = startTicks >= this.#previousUptimeTicks ? 0 : NaN;
        const totals = { cpuTicks: total, totalReadBytes: total, totalWriteBytes: total };
        const increments = { cpuMs: NaN, readBytes: NaN, writeBytes: NaN };
        const record = {
            pid,
            startTicks,
            program,
            state,
            threads,
            rssPages,
            ...totals,
            ...increments,
            look: this.#look,
        };
        this.#records.set(pid, record);
        return record;
    }
}
//# sourceMappingURL=process-history.js.map