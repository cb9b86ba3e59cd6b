import { errorCode, toError } from '@hostwire/runtime';
import { Cadence, slowIntervalMs } from "./cadence.js";
const nothing = { readings: {}, troubles: [] };
export class Survey {
    #surveyor;
    #cadence;
    #running;
    /** Counts `forget`. */
    #generation = 0;
    #fresh = {};
    #troubles = [];
    /** `firstAfterMs`: surveys that begin at different seconds do not add up. */
    constructor(surveyor, { firstAfterMs = 0 } = {}) {
        this.#surveyor = surveyor;
        this.#cadence = new Cadence({ intervalMs: slowIntervalMs, firstAfterMs });
    }
    get name() {
        return this.#surveyor.name;
    }
    get resets() {
        return this.#surveyor.resets;
    }
    /** Of the last survey. */
    get troubles() {
        return this.#troubles;
    }
    /** The readings that became ready since the last call; starts a survey when it is due. */
    take(monoMs) {
        const readings = this.#fresh;
        this.#fresh = {};
        if (!this.#cadence.due(monoMs))
            return readings;
        if (this.#running === undefined) {
            this.#running = this.#run(monoMs).finally(() => (this.#running = undefined));
        }
        else
            this.#troubles = [overdue(this.name)];
        return readings;
    }
    /** When the survey that runs now is done; at once when none does. */
    async settled() {
        await this.#running;
    }
    /** The next survey is the first. */
    forget() {
        this.#generation++;
        this.#cadence.forget();
        this.#fresh = {};
        this.#troubles = [];
        this.#surveyor.forget();
    }
    close() {
        this.#surveyor.close();
    }
    async #run(monoMs) {
        const generation = this.#generation;
        const { readings, troubles } = await this.#survey(monoMs);
        if (this.#generation !== generation) {
            this.#surveyor.forget(); // what it remembers is of a time that is over
            return;
        }
        this.#fresh = readings;
        this.#troubles = troubles;
    }
    async #survey(monoMs) {
        try {
            return await this.#surveyor.survey(monoMs);
        }
        catch (error) {
            this.#surveyor.forget();
            const { name: group } = this.#surveyor;
            return { ...nothing, troubles: [{ group, code: errorCode(error), message: toError(error).message }] };
        }
    }
}
function overdue(group) {
    const message = `a survey has not ended within ${slowIntervalMs} ms: a device or mount does not answer`;
    return { group, code: 'SURVEY_OVERDUE', message };
}
//# sourceMappingURL=survey.js.map