export class Increments {
    /** Device rows left out because a counter went backwards, since the start. */
    resets = 0;
    #width;
    #devices = [];
    #counters = new Float64Array(0);
    #rowOfDevice;
    /** `width`: counters per device. */
    constructor(width) {
        this.#width = width;
    }
    /** The next call is a baseline for every device. */
    forget() {
        this.#remember([], new Float64Array(0));
    }
    /** `counters`: one row of `width` per device; kept, so the caller must not change it afterwards. */
    since(devices, counters) {
        const values = new Float64Array(counters.length);
        const measured = new Uint8Array(devices.length);
        for (let row = 0; row < devices.length; row++) {
            const before = this.#previousRow(devices[row], row);
            if (before !== undefined)
                measured[row] = this.#subtract({ counters, row, before, values });
        }
        this.#remember(devices, counters);
        return { values, measured };
    }
    #subtract(at) {
        const now = at.row * this.#width;
        const then = at.before * this.#width;
        for (let column = 0; column < this.#width; column++) {
            const increment = at.counters[now + column] - this.#counters[then + column];
            if (increment < 0) {
                this.resets++;
                return 0;
            }
            at.values[now + column] = increment;
        }
        return 1;
    }
    /** Devices rarely come or go, so the same row is tried first. */
    #previousRow(device, row) {
        if (this.#devices[row] === device)
            return row;
        this.#rowOfDevice ??= new Map(this.#devices.map((name, index) => [name, index]));
        return this.#rowOfDevice.get(device);
    }
    #remember(devices, counters) {
        this.#devices = devices;
        this.#counters = counters;
        this.#rowOfDevice = undefined;
    }
}
//# sourceMappingURL=increments.js.map