import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isText } from '@hostwire/protocol';
import { CgroupTree, cgroupTreeLimits } from "./cgroup-tree.js";
import { parseCpuMaxMilli, parseCpuStat, parseIoStat, parseLevel, parseOomKills } from "./cgroup-files.js";
import { blankRow, columnPosition, joinRows } from "./columns.js";
import { Increments } from "./increments.js";
import { PassingFiles } from "./passing-file.js";
import { TimeSlice } from "./time-slice.js";
import { topRows } from "./top-rows.js";
/**
 * Group `cgroup`: what systemd units, containers and slices use, and what they are limited to. Only of hosts with the
 * unified hierarchy (version 2).
 *
 * A row is made of each container and slice, of each cgroup with a limit of its own, and of the units that lead by CPU
 * time, memory or I/O. Inside a container the root of the hierarchy is the container's own cgroup: it is the row `/` of
 * kind `self`, beside what /proc tells of the whole host.
 *
 * State: the counters of each cgroup at the previous survey, and of each which files it does not have and its limits.
 * Both are looked up again once a minute.
 */
const cgroupLimits = {
    /** Units without limits: for each of the three respects. */
    maxLeaders: 20,
    maxRows: 512,
    /** Surveys after which limits and missing files are looked up again. */
    refreshSurveys: 6,
};
const counterColumns = [
    'cpu_us',
    'throttled_us',
    'throttled_periods',
    'oom_kills',
    'read_bytes',
    'write_bytes',
];
const counterPositions = counterColumns.map((column) => columnPosition('cgroup', column));
const position = {
    intervalMs: columnPosition('cgroup', 'interval_ms'),
    memoryBytes: columnPosition('cgroup', 'memory_bytes'),
    memoryMaxBytes: columnPosition('cgroup', 'memory_max_bytes'),
    cpuMaxMilli: columnPosition('cgroup', 'cpu_max_milli'),
    tasks: columnPosition('cgroup', 'tasks'),
    tasksMax: columnPosition('cgroup', 'tasks_max'),
};
/** Place of each in a row of counters. */
const counter = { cpuUs: 0, readBytes: 4, writeBytes: 5 };
export class CgroupGroup {
    name = 'cgroup';
    #root;
    #tree;
    #files = new PassingFiles();
    #increments = new Increments(counterColumns.length);
    #known = new Map();
    #surveys = 0;
    #previousMs = NaN;
    constructor({ sysRoot }) {
        this.#root = join(sysRoot, 'fs/cgroup');
        this.#tree = new CgroupTree(this.#root);
    }
    get resets() {
        return this.#increments.resets;
    }
    async survey(monoMs) {
        if (this.#files.read(join(this.#root, 'cgroup.controllers')) === undefined)
            return { readings: {}, troubles: [] };
        // The kernel adds up what its cores counted when it is asked, which may take long: once, and on a thread.
        await readFile(join(this.#root, 'cpu.stat')).catch(() => undefined);
        const cgroups = [{ path: '', kind: 'self' }, ...(await this.#tree.list())];
        const usages = await this.#measure(cgroups);
        const rows = this.#rows(usages, monoMs - this.#previousMs);
        this.#previousMs = monoMs;
        const chosen = chooseRows(rows);
        const left = this.#tree.leftOut + Math.max(0, chosen.length - cgroupLimits.maxRows);
        const message = `${left} cgroups are left out: ${cgroupTreeLimits.maxCgroups} are read and ${cgroupLimits.maxRows} reported`;
        return {
            readings: chosen.length === 0 ? {} : { cgroup: readingOf(chosen.slice(0, cgroupLimits.maxRows)) },
            troubles: left > 0 ? [{ group: this.name, code: 'DEVICES_LEFT_OUT', message }] : [],
        };
    }
    forget() {
        this.#increments.forget();
        this.#known.clear();
        this.#previousMs = NaN;
    }
    close() {
        // no file stays open
    }
    async #measure(cgroups) {
        if (this.#surveys++ % cgroupLimits.refreshSurveys === 0)
            this.#known.clear();
        const known = new Map();
        const usages = [];
        const slice = new TimeSlice();
        for (const cgroup of cgroups) {
            if (slice.usedUp())
                await slice.next();
            const usage = this.#usage(cgroup, known);
            if (usage !== undefined)
                usages.push(usage);
        }
        this.#known = known;
        return usages;
    }
    /** undefined: it is gone, or the root of a host, which has no numbers of its own. */
    #usage(cgroup, known) {
        if (!isText(cgroup.path))
            return undefined;
        const entry = this.#known.get(cgroup.path) ?? this.#lookUp(cgroup);
        const read = (file, parse) => this.#read({ cgroup, entry, file, parse });
        const cpu = read('cpu.stat', parseCpuStat);
        if (cpu === undefined) {
            this.#tree.forget(cgroup.path); // every cgroup has it while it exists
            return undefined;
        }
        known.set(cgroup.path, entry);
        const memoryBytes = read('memory.current', parseLevel) ?? NaN;
        const tasks = read('pids.current', parseLevel) ?? NaN;
        if (cgroup.kind === 'self' && Number.isNaN(memoryBytes) && Number.isNaN(tasks))
            return undefined;
        const oomKills = read('memory.events', parseOomKills) ?? NaN;
        const { readBytes, writeBytes } = read('io.stat', parseIoStat) ?? { readBytes: NaN, writeBytes: NaN };
        const counters = [cpu.usageUs, cpu.throttledUs, cpu.throttledPeriods, oomKills, readBytes, writeBytes];
        return { ...cgroup, limits: entry.limits, memoryBytes, tasks, counters };
    }
    #lookUp(cgroup) {
        const absent = new Set();
        const entry = { absent, limits: { memoryMaxBytes: NaN, cpuMaxMilli: NaN, tasksMax: NaN } };
        const limit = (file, parse) => this.#read({ cgroup, entry, file, parse }) ?? NaN;
        entry.limits = {
            memoryMaxBytes: limit('memory.max', parseLevel),
            cpuMaxMilli: limit('cpu.max', parseCpuMaxMilli),
            tasksMax: limit('pids.max', parseLevel),
        };
        return entry;
    }
    #read(of) {
        const { cgroup, entry, file, parse } = of;
        if (entry.absent.has(file))
            return undefined;
        const bytes = this.#files.read(`${this.#root}${cgroup.path}/${file}`);
        if (bytes !== undefined)
            return parse(bytes);
        entry.absent.add(file);
        return undefined;
    }
    #rows(usages, intervalMs) {
        const paths = usages.map(({ path }) => path);
        const counters = Float64Array.from(usages.flatMap((usage) => usage.counters));
        const { values, measured } = this.#increments.since(paths, counters);
        const width = counterColumns.length;
        return usages.map((usage, i) => {
            const own = values.subarray(i * width, (i + 1) * width);
            return { usage, intervalMs, increments: measured[i] === 1 ? own : new Float64Array(width).fill(NaN) };
        });
    }
}
/** All but units that neither have a limit nor lead. Every unit has a limit of tasks, which does not count. */
function chooseRows(rows) {
    const isKept = ({ usage: { kind, limits } }) => kind !== 'unit' || !Number.isNaN(limits.memoryMaxBytes) || !Number.isNaN(limits.cpuMaxMilli);
    const keys = [
        ({ increments }) => increments[counter.cpuUs],
        ({ usage }) => usage.memoryBytes,
        ({ increments }) => increments[counter.readBytes] + increments[counter.writeBytes],
    ];
    const others = rows.filter((row) => !isKept(row));
    const leaders = new Set(topRows(others, { count: cgroupLimits.maxLeaders, keys }));
    return rows.filter((row) => isKept(row) || leaders.has(row));
}
function readingOf(rows) {
    return {
        devices: rows.map(({ usage }) => (usage.path === '' ? '/' : usage.path)),
        labels: { kind: rows.map(({ usage }) => usage.kind) },
        values: joinRows(rows.map(valuesOf)),
    };
}
function valuesOf({ usage, intervalMs, increments }) {
    const values = blankRow('cgroup');
    counterPositions.forEach((at, i) => (values[at] = increments[i]));
    values[position.intervalMs] = intervalMs;
    values[position.memoryBytes] = usage.memoryBytes;
    values[position.memoryMaxBytes] = usage.limits.memoryMaxBytes;
    values[position.cpuMaxMilli] = usage.limits.cpuMaxMilli;
    values[position.tasks] = usage.tasks;
    values[position.tasksMax] = usage.limits.tasksMax;
    return values;
}
//# sourceMappingURL=cgroup.js.map