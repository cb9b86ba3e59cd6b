/** How often what changes slowly, or costs more, is read. */
export const slowIntervalMs = 10_000;
/** An interval that a sample or two late would miss by a hair still counts as over. */
const dueEarlyMs = 100;
/** Says when something that is not part of every sample is due; at first at once, or `firstAfterMs` after being asked. */
export class Cadence {
    #intervalMs;
    #firstAfterMs;
    #nextMs;
    constructor({ intervalMs = slowIntervalMs, firstAfterMs = 0 } = {}) {
        this.#intervalMs = intervalMs;
        this.#firstAfterMs = firstAfterMs;
    }
    /** Whether it is due; then the next time is one interval from now. */
    due(monoMs) {
        this.#nextMs ??= monoMs + this.#firstAfterMs;
        if (monoMs < this.#nextMs - dueEarlyMs)
            return false;
        this.#nextMs = monoMs + this.#intervalMs;
        return true;
    }
    /** Starts over. */
    forget() {
        this.#nextMs = undefined;
    }
}
//# sourceMappingURL=cadence.js.map