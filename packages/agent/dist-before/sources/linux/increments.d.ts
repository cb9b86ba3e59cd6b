/**
 * Turns kernel counters into increments.
 *
 * State: the counters of each device at the previous call. A device that is new is baselined and gives nothing. A
 * device that was absent is forgotten, so what it counted meanwhile is never put into one interval. If any counter
 * of a device went backwards (a 32-bit counter wrapped, a driver reset it, the device was re-created under the same
 * name), the device gives nothing this time, is counted in `resets`, and goes on from the new counters: which of the
 * three it was cannot be known, and a guess would be an invented value.
 *
 * A counter that the kernel does not have is NaN and stays NaN. Bounded by the devices of one call.
 */
export interface IncrementRows {
    /** One row per device, as in the counters. Only rows with `measured` hold values. */
    readonly values: Float64Array;
    /** 1: the row holds increments. 0: nothing is known of this device for this interval. */
    readonly measured: Uint8Array;
}
export declare class Increments {
    #private;
    /** Device rows left out because a counter went backwards, since the start. */
    resets: number;
    /** `width`: counters per device. */
    constructor(width: number);
    /** The next call is a baseline for every device. */
    forget(): void;
    /** `counters`: one row of `width` per device; kept, so the caller must not change it afterwards. */
    since(devices: readonly string[], counters: Float64Array): IncrementRows;
}
