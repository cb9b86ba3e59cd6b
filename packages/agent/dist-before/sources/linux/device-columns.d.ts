import { type GroupName, type Reading } from '@hostwire/protocol';
/** A table as the kernel prints it: one row of raw fields per device, NaN where the kernel has none. */
export interface KernelTable {
    readonly devices: readonly string[];
    /** `devices.length` rows of the same width. */
    readonly fields: Float64Array;
    /** Devices beyond `maxDevices`. */
    readonly leftOut: number;
}
/**
 * Devices of a group in one sample; a kernel that lists more has them left out and reported. Half of what the
 * protocol allows a batch, so that devices may come and go within one.
 */
export declare const maxDevices: number;
/** Which field of the kernel's table a column is, and what one of it is worth in the column's unit. */
export interface KernelField {
    readonly column: string;
    readonly field: number;
    readonly unit: number;
}
export interface DeviceColumnsOptions {
    readonly group: GroupName;
    /** Fields per row of the kernel's table. */
    readonly width: number;
    /** One entry for each column of the group. */
    readonly fields: readonly KernelField[];
}
/**
 * From the kernel's table to the columns of a group of devices. Increments and gauges are told apart by the protocol.
 * A device that has no increments for this interval is left out with its gauges: a row is whole or not there.
 */
export declare class DeviceColumns {
    #private;
    /** Devices beyond the limit at the last reading. */
    leftOut: number;
    constructor({ group, width, fields }: DeviceColumnsOptions);
    get resets(): number;
    forget(): void;
    /** undefined when no device has a row. */
    reading(table: KernelTable): Reading | undefined;
}
