/** How long a survey may hold the main thread at a time. A sample that is due meanwhile is late by no more than that. */
const sliceMs = 2;
/** Cuts a long loop of short synchronous reads into pieces: `if (slice.usedUp()) await slice.next()`. */
export class TimeSlice {
    #nowMs;
    #endMs;
    constructor(nowMs = () => performance.now()) {
        this.#nowMs = nowMs;
        this.#endMs = nowMs() + sliceMs;
    }
    usedUp() {
        return this.#nowMs() >= this.#endMs;
    }
    /** When everything else that waits had its turn. */
    async next() {
        await new Promise((resolve) => setImmediate(resolve));
        this.#endMs = this.#nowMs() + sliceMs;
    }
}
//# sourceMappingURL=time-slice.js.map