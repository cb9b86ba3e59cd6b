import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
/** Frames kept; the oldest go. A frame is at most 1 MiB. */
const maxLetters = 32;
/** Batches that the collector refused, for people to look at. One file each; losing one loses no more than that. */
export class DeadLetters {
    #folder;
    constructor(folder) {
        this.#folder = folder;
    }
    /** Once per batch: a batch that is refused again after a reconnect replaces its file. */
    file({ epoch, seq, code, detail, frame }) {
        mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
        const name = `${epoch}-${seq.toString().padStart(12, '0')}`;
        writeFileSync(join(this.#folder, `${name}.frame`), frame, { mode: 0o600 });
        writeFileSync(join(this.#folder, `${name}.json`), `${JSON.stringify({ epoch, seq, code, detail })}\n`, {
            mode: 0o600,
        });
        const names = readdirSync(this.#folder).filter((entry) => entry.endsWith('.frame'));
        names.sort();
        for (const entry of names.slice(0, Math.max(0, names.length - maxLetters))) {
            rmSync(join(this.#folder, entry), { force: true });
            rmSync(join(this.#folder, entry.replace(/frame$/, 'json')), { force: true });
        }
    }
}
//# sourceMappingURL=dead-letters.js.map