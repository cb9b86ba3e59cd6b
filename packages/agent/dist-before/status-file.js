import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '@hostwire/runtime';
/** At most one write in this time; one that tells nothing new but numbers, only in the longer one. */
const quietMs = 2_000;
const routineMs = 5_000;
/** Timers are late by less than this. */
const slackMs = 100;
const pathOf = (stateDir) => join(stateDir, 'status.json');
/** undefined: the agent never ran here. */
export function readStatus(stateDir) {
    try {
        return JSON.parse(readFileSync(pathOf(stateDir), 'utf8'));
    }
    catch (error) {
        if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
/** Written whole (renamed into place), not synced: it describes a process, not data. */
export class StatusFile {
    #stateDir;
    #clock;
    #logger;
    #writtenMs = -Infinity;
    #writtenKey = '';
    #isBroken = false;
    constructor(stateDir, clock, logger) {
        this.#stateDir = stateDir;
        this.#clock = clock;
        this.#logger = logger;
    }
    /** Skipped when the last one is fresh, unless `force`. */
    write(describe, { force = false } = {}) {
        const nowMs = this.#clock.monoMs();
        const ageMs = nowMs - this.#writtenMs + slackMs;
        if (!force && ageMs < quietMs)
            return;
        const status = describe();
        const key = [status.state, status.error?.code, status.last_ack === null, status.spool.waiting > 0].join();
        if (!force && key === this.#writtenKey && ageMs < routineMs)
            return;
        this.#writtenMs = nowMs;
        this.#writtenKey = key;
        const path = pathOf(this.#stateDir);
        const fresh = `${path}.tmp`;
        try {
            writeFileSync(fresh, `${JSON.stringify(status)}\n`, { mode: 0o644 });
            renameSync(fresh, path);
            this.#isBroken = false;
        }
        catch (error) {
            if (!this.#isBroken)
                this.#logger.warn({ code: errorCode(error) }, 'status file cannot be written');
            this.#isBroken = true;
        }
    }
}
//# sourceMappingURL=status-file.js.map