import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, toError } from '@hostwire/runtime';
import { BootTime } from "./boot-time.js";
import { CgroupGroup } from "./cgroup.js";
import { CpuGroup } from "./cpu.js";
import { DiskGroup } from "./disk.js";
import { maxDevices } from "./device-columns.js";
import { FilesystemGroup, troubledMounts } from "./filesystem.js";
import { KernelFile, SharedBuffer } from "./kernel-file.js";
import { LinkGroup } from "./link.js";
import { LoadGroup } from "./load.js";
import { MemoryGroup } from "./memory.js";
import { NetworkGroup } from "./network.js";
import { PressureGroup } from "./pressure.js";
import { ProcessGroup } from "./process.js";
import { SelfGroup } from "./self.js";
import { SensorGroup } from "./sensor.js";
import { SocketGroup } from "./socket.js";
import { Survey } from "./survey.js";
const systemStatfs = (path) => statfs(path, { bigint: true });
export class LinuxSource {
    #clock;
    #bootTime;
    #groups;
    #surveys;
    #self;
    #troubles = new Map();
    #readUs = new Map();
    #started = false;
    #previousMs;
    constructor(options) {
        const { clock, procRoot = '/proc', sysRoot = '/sys', self, filters = {}, statfs = systemStatfs, } = options;
        const shared = new SharedBuffer();
        const file = (name) => new KernelFile(join(procRoot, name), shared);
        this.#clock = clock;
        this.#bootTime = new BootTime(clock, file('uptime'));
        this.#groups = [
            new CpuGroup(file('stat')),
            new LoadGroup(file('loadavg')),
            new MemoryGroup(file('meminfo'), file('vmstat')),
            new DiskGroup(file('diskstats'), filters.disks),
            new NetworkGroup(file('net/dev'), filters.interfaces),
            new PressureGroup({
                cpu: file('pressure/cpu'),
                memory: file('pressure/memory'),
                io: file('pressure/io'),
            }),
            new SocketGroup({
                sockstat: file('net/sockstat'),
                snmp: file('net/snmp'),
                netstat: file('net/netstat'),
                sockstat6: file('net/sockstat6'),
                snmp6: file('net/snmp6'),
                conntrackCount: file('sys/net/netfilter/nf_conntrack_count'),
                conntrackMax: file('sys/net/netfilter/nf_conntrack_max'),
            }),
        ];
        const { mounts = {}, filesystemTypes = {} } = filters;
        const filter = { mounts, types: filesystemTypes };
        this.#surveys = [
            new Survey(new FilesystemGroup({ mountinfo: file('self/mountinfo'), statfs, filter })),
            new Survey(new LinkGroup({ sysRoot, filter: filters.interfaces ?? {} })),
            new Survey(new SensorGroup({ sysRoot }), { firstAfterMs: 1_000 }),
            new Survey(new ProcessGroup({ procRoot }), { firstAfterMs: 2_000 }),
            new Survey(new CgroupGroup({ sysRoot }), { firstAfterMs: 3_000 }),
        ];
        this.#self = self === undefined ? undefined : new SelfGroup(self);
    }
    async start() {
        this.#started = true;
    }
    /** Does not wait for surveys: that of the mounts may never end. */
    async stop() {
        this.#started = false;
        this.#previousMs = undefined;
        this.#troubles.clear();
        for (const group of [...this.#groups, ...this.#surveys]) {
            group.forget();
            group.close();
        }
        this.#self?.forget();
        this.#bootTime.close();
    }
    read() {
        if (!this.#started)
            return undefined;
        const startedMs = this.#clock.monoMs();
        this.#isolated('uptime', () => this.#bootTime.look());
        const tsMs = Math.round(this.#clock.nowMs());
        const monoMs = Math.round(this.#bootTime.monoMs());
        const intervalMs = monoMs - (this.#previousMs ?? -Infinity);
        if (intervalMs < 1)
            return undefined;
        const readings = {};
        for (const group of this.#groups)
            this.#readGroup(group, { monoMs, readings });
        const isBaseline = this.#previousMs === undefined;
        this.#previousMs = monoMs;
        for (const survey of this.#surveys)
            Object.assign(readings, survey.take(monoMs));
        const readUs = Math.round((this.#clock.monoMs() - startedMs) * 1000);
        const agent = this.#readSelf(readUs);
        if (agent !== undefined)
            readings.agent = agent;
        return isBaseline ? undefined : { tsMs, monoMs, intervalMs, readings };
    }
    troubles() {
        return [...this.#troubles.values(), ...this.#surveyTroubles()];
    }
    /** What each group took at the last read, in µs. */
    readUs() {
        return this.#readUs;
    }
    #readGroup(group, into) {
        const startedMs = this.#clock.monoMs();
        const done = this.#isolated(group.name, () => Object.assign(into.readings, group.read(into.monoMs)));
        if (!done)
            group.forget();
        if (done && group.leftOut > 0) {
            const message = `${group.leftOut} devices beyond ${maxDevices} are left out; choose some with a filter`;
            this.#troubles.set(group.name, { group: group.name, code: 'DEVICES_LEFT_OUT', message });
        }
        this.#readUs.set(group.name, Math.round((this.#clock.monoMs() - startedMs) * 1000));
    }
    #readSelf(readUs) {
        const resetsTotal = [...this.#groups, ...this.#surveys].reduce((sum, { resets }) => sum + resets, 0);
        return this.#self?.read({ readUs, resetsTotal, troubledMounts: troubledMounts(this.#surveyTroubles()) });
    }
    #surveyTroubles() {
        return this.#surveys.flatMap(({ troubles }) => troubles);
    }
    /** Runs one part of a read and remembers its trouble, or that it has none. */
    #isolated(group, part) {
        try {
            part();
            this.#troubles.delete(group);
            return true;
        }
        catch (error) {
            this.#troubles.set(group, { group, code: errorCode(error), message: toError(error).message });
            return false;
        }
    }
}
/** The source for Linux. Reads nothing before `start`. */
export function createLinuxSource(options) {
    return new LinuxSource(options);
}
//# sourceMappingURL=linux-source.js.map