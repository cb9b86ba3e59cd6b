import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { DeviceColumns, maxDevices } from "./device-columns.js";
import { Increments } from "./increments.js";
import { malformed } from "./kernel-group.js";
import { KernelText } from "./kernel-text.js";
/**
 * /proc/stat counts CPU time in USER_HZ ticks, whatever the kernel's own HZ is. USER_HZ is part of the ABI and 100 on
 * every architecture that Node runs on (1024 only on Alpha and IA-64).
 */
const tickMs = 10;
/** In the order of the kernel. guest is contained in user and guest_nice in nice; they are passed on as counted. */
const stateColumns = [
    'user_ms',
    'nice_ms',
    'system_ms',
    'idle_ms',
    'iowait_ms',
    'irq_ms',
    'softirq_ms',
    'steal_ms',
    'guest_ms',
    'guest_nice_ms',
];
const states = stateColumns.length;
const statePositions = stateColumns.map((column) => columnPosition('cpu', column));
const eventColumns = ['context_switches', 'interrupts', 'forks'];
const eventPositions = eventColumns.map((column) => columnPosition('cpu', column));
const position = {
    cores: columnPosition('cpu', 'cores'),
    procsRunning: columnPosition('cpu', 'procs_running'),
    procsBlocked: columnPosition('cpu', 'procs_blocked'),
};
export function parseStat(bytes) {
    const text = new KernelText(bytes);
    const total = new Float64Array(states).fill(NaN);
    const devices = [];
    const ticks = [];
    let leftOut = 0;
    for (; !text.atEnd && text.startsWith('cpu'); text.nextLine()) {
        const core = text.word().slice('cpu'.length);
        if (core === '')
            for (let i = 0; i < states; i++)
                total[i] = text.number();
        else if (devices.length === maxDevices)
            leftOut++;
        else {
            devices.push(core);
            for (let i = 0; i < states; i++)
                ticks.push(text.number());
        }
    }
    const numberOf = (line) => (text.seekLine(line) ? text.number() : NaN);
    return {
        total: { devices: [''], fields: total, leftOut: 0 },
        cores: { devices, fields: Float64Array.from(ticks), leftOut },
        events: Float64Array.of(numberOf('ctxt '), numberOf('intr '), numberOf('processes ')),
        procsRunning: numberOf('procs_running '),
        procsBlocked: numberOf('procs_blocked '),
    };
}
/** Groups `cpu` and `cpu_core`, from one read of /proc/stat. */
export class CpuGroup {
    name = 'cpu';
    #file;
    /** The states of a CPU share its time, so one that went backwards (iowait may) makes all of them unusable. */
    #states = new Increments(states);
    #events = new Increments(1);
    #cores = new DeviceColumns({
        group: 'cpu_core',
        width: states,
        fields: stateColumns.map((column, field) => ({ column, field, unit: tickMs })),
    });
    constructor(file) {
        this.#file = file;
    }
    get resets() {
        return this.#states.resets + this.#events.resets + this.#cores.resets;
    }
    get leftOut() {
        return this.#cores.leftOut;
    }
    read() {
        const stat = parseStat(this.#file.read());
        if (Number.isNaN(stat.total.fields[0]))
            malformed(this.#file.path, 'line "cpu"');
        const cores = this.#cores.reading(stat.cores);
        return { cpu: this.#total(stat), ...(cores === undefined ? {} : { cpu_core: cores }) };
    }
    forget() {
        this.#states.forget();
        this.#events.forget();
        this.#cores.forget();
    }
    close() {
        this.#file.close();
    }
    #total(stat) {
        const values = blankRow('cpu');
        const time = this.#states.since(stat.total.devices, stat.total.fields);
        if (time.measured[0] === 1)
            statePositions.forEach((at, i) => (values[at] = time.values[i] * tickMs));
        const events = this.#events.since(eventColumns, stat.events);
        eventPositions.forEach((at, i) => events.measured[i] === 1 && (values[at] = events.values[i]));
        values[position.cores] = stat.cores.devices.length + stat.cores.leftOut;
        values[position.procsRunning] = stat.procsRunning;
        values[position.procsBlocked] = stat.procsBlocked;
        return scalarReading(values);
    }
}
//# sourceMappingURL=cpu.js.map