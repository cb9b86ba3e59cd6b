/**
 * Turns kernel counters into increments.
 *
 * State: the counters of each device at the previous call. A device that is new is baselined and gives nothing. A
 * device that was absent is forgotten, so what it counted meanwhile is never put into one interval. If any counter
 * of a device went backwards (a 32-bit counter wrapped, a driver reset it, the device was re-created under the same
 * name), the device gives nothing this time, is counted in `resets`, and goes on from the new counters: which of the
 * three it was cannot be known, and a guess would be an invented value.
 *
 * A counter that the kernel does not have is NaN and stays NaN. Bounded by the devices of one call. What a call gives holds
 * until the next.
 */
export interface IncrementRows {
  /** One row per device, as in the counters. Only rows with `measured` hold values. */
  readonly values: Float64Array;
  /** 1: the row holds increments. 0: nothing is known of this device for this interval. */
  readonly measured: Uint8Array;
}

export class Increments {
  /** Device rows left out because a counter went backwards, since the start. */
  resets = 0;
  readonly #width: number;
  #devices: readonly string[] = [];
  #counters = new Float64Array(0);
  #rowOfDevice: Map<string, number> | undefined;
  #values = new Float64Array(0);
  #measured = new Uint8Array(0);

  /** `width`: counters per device. */
  constructor(width: number) {
    this.#width = width;
  }

  /** The next call is a baseline for every device. */
  forget(): void {
    this.#remember([], new Float64Array(0));
  }

  /** `counters`: one row of `width` per device. */
  since(devices: readonly string[], counters: Float64Array): IncrementRows {
    if (this.#values.length !== counters.length) this.#values = new Float64Array(counters.length);
    if (this.#measured.length !== devices.length) this.#measured = new Uint8Array(devices.length);
    for (let row = 0; row < devices.length; row++) {
      const before = this.#previousRow(devices[row]!, row);
      this.#measured[row] = before === undefined ? 0 : this.#subtract(counters, row, before);
    }
    this.#remember(devices, counters);
    return { values: this.#values, measured: this.#measured };
  }

  #subtract(counters: Float64Array, row: number, before: number): 0 | 1 {
    const now = row * this.#width;
    const then = before * this.#width;
    for (let column = 0; column < this.#width; column++) {
      const increment = counters[now + column]! - this.#counters[then + column]!;
      if (increment < 0) {
        this.resets++;
        return 0;
      }
      this.#values[now + column] = increment;
    }
    return 1;
  }

  /** Devices rarely come or go, so the same row is tried first. */
  #previousRow(device: string, row: number): number | undefined {
    if (this.#devices[row] === device) return row;
    this.#rowOfDevice ??= new Map(this.#devices.map((name, index) => [name, index]));
    return this.#rowOfDevice.get(device);
  }

  #remember(devices: readonly string[], counters: Float64Array): void {
    this.#devices = devices;
    if (this.#counters.length === counters.length) this.#counters.set(counters);
    else this.#counters = counters.slice();
    this.#rowOfDevice = undefined;
  }
}
