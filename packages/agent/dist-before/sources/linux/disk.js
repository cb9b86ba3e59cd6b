import { DeviceColumns, maxDevices } from "./device-columns.js";
import { KernelText } from "./kernel-text.js";
import { NameFilter } from "./name-filter.js";
/** A sector is 512 bytes in /proc/diskstats, whatever the device says. */
const sectorBytes = 512;
/** Fields after the name: 11 since Linux 2.6, with discards 15 (4.18), with flushes 17 (5.5). */
const width = 15;
/**
 * Left out unless asked for: loop devices (their files lie on a disk that is reported), RAM disks, zram (swap in RAM:
 * what it does is CPU time and pages swapped), floppy and optical drives. dm-* and md* are kept: they are what a file
 * system waits for, and differ from the sum of their members.
 */
const defaultDiskExclude = ['loop*', 'ram*', 'zram*', 'fd*', 'sr*'];
/**
 * /proc/diskstats. Partitions are left out where their whole disk is listed: its counters contain theirs. A partition
 * without a disk (Xen gives a guest `xvda1` alone) is a disk.
 */
export function parseDiskstats(bytes, filter) {
    const text = new KernelText(bytes);
    const listed = new Set();
    const devices = [];
    const fields = [];
    let leftOut = 0;
    for (; !text.atEnd; text.nextLine()) {
        text.number(); // major
        text.number(); // minor
        const name = text.word();
        if (name === '')
            continue;
        listed.add(name);
        if (isPartition(name, listed) || !filter.keeps(name))
            continue;
        if (devices.length === maxDevices) {
            leftOut++;
            continue;
        }
        devices.push(name);
        for (let i = 0; i < width; i++)
            fields.push(text.number());
    }
    return { devices, fields: Float64Array.from(fields), leftOut };
}
/** The kernel lists a disk before its partitions: sda → sda1, nvme0n1 → nvme0n1p1. */
function isPartition(name, listed) {
    let end = name.length;
    while (end > 0 && isDigit(name, end - 1))
        end--;
    if (end === 0 || end === name.length)
        return false;
    if (name[end - 1] === 'p' && isDigit(name, end - 2))
        return listed.has(name.slice(0, end - 1));
    return listed.has(name.slice(0, end));
}
function isDigit(text, at) {
    const code = text.charCodeAt(at);
    return code >= 48 && code <= 57;
}
/** Group `disk`, from /proc/diskstats. */
export class DiskGroup {
    name = 'disk';
    #file;
    #filter;
    /** Fields that are not here are merges, which no column holds. */
    #columns = new DeviceColumns({
        group: 'disk',
        width,
        fields: [
            { column: 'read_ops', field: 0, unit: 1 },
            { column: 'read_bytes', field: 2, unit: sectorBytes },
            { column: 'read_ms', field: 3, unit: 1 },
            { column: 'write_ops', field: 4, unit: 1 },
            { column: 'write_bytes', field: 6, unit: sectorBytes },
            { column: 'write_ms', field: 7, unit: 1 },
            { column: 'in_flight_ops', field: 8, unit: 1 },
            { column: 'busy_ms', field: 9, unit: 1 },
            { column: 'weighted_ms', field: 10, unit: 1 },
            { column: 'discard_ops', field: 11, unit: 1 },
            { column: 'discard_bytes', field: 13, unit: sectorBytes },
            { column: 'discard_ms', field: 14, unit: 1 },
        ],
    });
    constructor(file, filter) {
        this.#file = file;
        this.#filter = new NameFilter(defaultDiskExclude, filter);
    }
    get resets() {
        return this.#columns.resets;
    }
    get leftOut() {
        return this.#columns.leftOut;
    }
    read() {
        const disk = this.#columns.reading(parseDiskstats(this.#file.read(), this.#filter));
        return disk === undefined ? {} : { disk };
    }
    forget() {
        this.#columns.forget();
    }
    close() {
        this.#file.close();
    }
}
//# sourceMappingURL=disk.js.map