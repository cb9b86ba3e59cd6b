import { columnGroup, protocolLimits } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';
import { columnPosition } from "./columns.js";
import { Increments } from "./increments.js";
/**
 * Devices of a group in one sample; a kernel that lists more has them left out and reported. Half of what the
 * protocol allows a batch, so that devices may come and go within one.
 */
export const maxDevices = protocolLimits.maxDevicesPerGroup / 2;
/**
 * From the kernel's table to the columns of a group of devices. Increments and gauges are told apart by the protocol.
 * A device that has no increments for this interval is left out with its gauges: a row is whole or not there.
 */
export class DeviceColumns {
    /** Devices beyond the limit at the last reading. */
    leftOut = 0;
    #width;
    /** By column position. */
    #fields;
    /** By column position: its place in a row of counters, -1 for a gauge. */
    #counterOf;
    #counterFields;
    #increments;
    constructor({ group, width, fields }) {
        this.#width = width;
        const columns = columnGroup(group).columns;
        if (fields.length !== columns.length) {
            throw new HostwireError('COLUMN_WITHOUT_FIELD', `group ${group}: ${columns.length} columns, ${fields.length} fields`);
        }
        this.#fields = fields.toSorted((a, b) => columnPosition(group, a.column) - columnPosition(group, b.column));
        const kinds = columns.map(({ kind }) => kind);
        let counters = 0;
        this.#counterOf = kinds.map((kind) => (kind === 'increment' ? counters++ : -1));
        this.#counterFields = this.#fields.filter((_, i) => kinds[i] === 'increment').map(({ field }) => field);
        this.#increments = new Increments(counters);
    }
    get resets() {
        return this.#increments.resets;
    }
    forget() {
        this.#increments.forget();
    }
    /** undefined when no device has a row. */
    reading(table) {
        this.leftOut = table.leftOut;
        const { values: increments, measured } = this.#increments.since(table.devices, this.#counters(table));
        const devices = table.devices.filter((_, row) => measured[row] === 1);
        if (devices.length === 0)
            return undefined;
        const columns = this.#fields.length;
        const counters = this.#counterFields.length;
        const values = new Float64Array(devices.length * columns);
        let at = 0;
        for (let row = 0; row < table.devices.length; row++) {
            if (measured[row] === 0)
                continue;
            for (let column = 0; column < columns; column++) {
                const { field, unit } = this.#fields[column];
                const counter = this.#counterOf[column];
                const raw = counter < 0 ? table.fields[row * this.#width + field] : increments[row * counters + counter];
                values[at++] = raw * unit;
            }
        }
        return { devices, values };
    }
    #counters({ devices, fields }) {
        const perRow = this.#counterFields.length;
        const counters = new Float64Array(devices.length * perRow);
        for (let row = 0; row < devices.length; row++) {
            for (let i = 0; i < perRow; i++) {
                counters[row * perRow + i] = fields[row * this.#width + this.#counterFields[i]];
            }
        }
        return counters;
    }
}
//# sourceMappingURL=device-columns.js.map