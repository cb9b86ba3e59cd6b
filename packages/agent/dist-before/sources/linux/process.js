import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { blankRow, columnPosition, joinRows, scalarReading } from "./columns.js";
import { KernelText } from "./kernel-text.js";
import { PassingFiles } from "./passing-file.js";
import { parseProcessIo, parseProcessStat, parseProcessStatus, } from "./process-files.js";
import { ProcessHistory } from "./process-history.js";
import { TimeSlice } from "./time-slice.js";
import { topRows } from "./top-rows.js";
import { UserNames } from "./user-names.js";
/**
 * Groups `process_state` and `process`.
 *
 * Every survey reads /proc/PID/stat of all processes, in slices of time, and /proc/PID/io where it may. Rows are made
 * of those that lead: by CPU time, by memory, by bytes from and to storage. So what a survey reads grows with the host
 * and what a sample holds does not.
 *
 * Increments are since the previous survey (process-history.ts), whose distance is in each row.
 */
const processLimits = {
    /** Rows for each of the three respects. */
    maxLeaders: 20,
    maxProcesses: 32_768,
    /**
     * Up to this many processes /proc/PID/io is read of each; beyond, of those that used the CPU since the previous
     * survey, which is as good as all that did I/O.
     */
    maxIdleIoReads: 2_000,
};
const position = {
    cpuMs: columnPosition('process', 'cpu_ms'),
    intervalMs: columnPosition('process', 'interval_ms'),
    rssBytes: columnPosition('process', 'rss_bytes'),
    threads: columnPosition('process', 'threads'),
    readBytes: columnPosition('process', 'read_bytes'),
    writeBytes: columnPosition('process', 'write_bytes'),
};
const statePositions = {
    R: columnPosition('process_state', 'running'),
    S: columnPosition('process_state', 'sleeping'),
    D: columnPosition('process_state', 'uninterruptible'),
    I: columnPosition('process_state', 'idle'),
    T: columnPosition('process_state', 'stopped'),
    t: columnPosition('process_state', 'stopped'),
    Z: columnPosition('process_state', 'zombie'),
};
const otherPosition = columnPosition('process_state', 'other');
const threadsPosition = columnPosition('process_state', 'threads');
export class ProcessGroup {
    name = 'process';
    #procRoot;
    #files = new PassingFiles();
    #users;
    #history = new ProcessHistory();
    constructor({ procRoot, passwdFile = '/etc/passwd' }) {
        this.#procRoot = procRoot;
        this.#users = new UserNames(passwdFile);
    }
    get resets() {
        return this.#history.resets;
    }
    async survey(monoMs) {
        const uptimeTicks = this.#uptimeTicks();
        const pids = (await readdir(this.#procRoot)).filter((name) => name >= '0' && name < ':');
        const left = pids.length - processLimits.maxProcesses;
        await this.#look(left > 0 ? pids.slice(0, processLimits.maxProcesses) : pids);
        const { intervalMs, processes } = this.#history.finish({ monoMs, uptimeTicks });
        const leaders = await this.#reading(leadersOf(processes), intervalMs);
        const message = `${left} processes beyond ${processLimits.maxProcesses} are left out`;
        return {
            readings: {
                process_state: statesOf(processes),
                ...(leaders === undefined ? {} : { process: leaders }),
            },
            troubles: left > 0 ? [{ group: this.name, code: 'DEVICES_LEFT_OUT', message }] : [],
        };
    }
    forget() {
        this.#history.forget();
    }
    close() {
        // no file stays open
    }
    #read(pid, file) {
        return this.#files.read(`${this.#procRoot}/${pid}/${file}`);
    }
    /** NaN where it cannot be read: then no process counts as new. */
    #uptimeTicks() {
        const bytes = this.#files.read(join(this.#procRoot, 'uptime'));
        if (bytes === undefined)
            return NaN;
        const text = new KernelText(bytes);
        const seconds = text.number();
        text.skip();
        return seconds * 100 + text.number();
    }
    async #look(pids) {
        const slice = new TimeSlice();
        const readsIdle = pids.length <= processLimits.maxIdleIoReads;
        for (const pid of pids) {
            if (slice.usedUp())
                await slice.next();
            const bytes = this.#read(pid, 'stat');
            const stat = bytes === undefined ? undefined : parseProcessStat(bytes);
            if (stat === undefined)
                continue; // it ended meanwhile
            this.#history.measure({ pid, stat, io: this.#readIo({ pid, stat, readsIdle }) });
        }
        await slice.next();
    }
    #readIo({ pid, stat, readsIdle, }) {
        if (stat.isKernelThread || !(readsIdle || this.#history.ran(pid, stat)))
            return undefined;
        const bytes = this.#read(pid, 'io');
        return bytes === undefined ? undefined : parseProcessIo(bytes);
    }
    async #reading(leaders, intervalMs) {
        const rows = leaders.flatMap((process) => {
            const bytes = this.#read(process.pid, 'status');
            return bytes === undefined ? [] : [{ process, ...parseProcessStatus(bytes) }]; // it ended meanwhile
        });
        if (rows.length === 0)
            return undefined;
        await this.#users.learn(rows.map(({ uid }) => uid));
        return {
            devices: rows.map(({ process }) => process.pid),
            labels: {
                program: rows.map(({ process }) => process.program),
                user: rows.map(({ uid }) => this.#users.name(uid)),
            },
            values: joinRows(rows.map(({ process, rssBytes }) => rowOf({ process, rssBytes, intervalMs }))),
        };
    }
}
function leadersOf(found) {
    const keys = [
        ({ cpuMs }) => cpuMs,
        ({ rssPages }) => rssPages,
        ({ readBytes, writeBytes }) => readBytes + writeBytes,
    ];
    return topRows(found, { count: processLimits.maxLeaders, keys });
}
function rowOf(of) {
    const { process, rssBytes, intervalMs } = of;
    const row = blankRow('process');
    row[position.cpuMs] = process.cpuMs;
    row[position.intervalMs] = intervalMs;
    row[position.rssBytes] = rssBytes;
    row[position.threads] = process.threads;
    row[position.readBytes] = process.readBytes;
    row[position.writeBytes] = process.writeBytes;
    return row;
}
function statesOf(found) {
    const values = blankRow('process_state').fill(0);
    for (const { state, threads } of found) {
        values[statePositions[state] ?? otherPosition]++;
        values[threadsPosition] += threads;
    }
    return scalarReading(values);
}
//# sourceMappingURL=process.js.map