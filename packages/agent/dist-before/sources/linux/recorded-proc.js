import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { columnGroup } from '@hostwire/protocol';
/** For tests: the recorded trees of test/fixtures/proc. */
export const recordedProcRoot = fileURLToPath(new URL('../../../../../test/fixtures/proc', import.meta.url));
/** A file of a recorded host that gives its first recording at the first read, and so on. */
export class RecordedFile {
    path;
    #host;
    #reads = 0;
    constructor(host, name) {
        this.#host = host;
        this.path = name;
    }
    read() {
        this.#reads++;
        return readFileSync(join(recordedProcRoot, this.#host, String(this.#reads), this.path));
    }
    close() {
        // nothing is open
    }
}
/** Text that a test changes between two reads. */
export class TextFile {
    path = 'text';
    text;
    constructor(text) {
        this.text = text;
    }
    read() {
        return Buffer.from(this.text);
    }
    close() {
        // nothing is open
    }
}
/** A file that cannot be opened. */
export class MissingFile {
    path = 'missing';
    reads = 0;
    #code;
    constructor(code) {
        this.#code = code;
    }
    read() {
        this.reads++;
        throw Object.assign(new Error(`${this.#code}: cannot be opened`), { code: this.#code });
    }
    close() {
        // nothing is open
    }
}
/** A reading as the golden files have it: device → column → value, null where it is missing. */
export function named(group, { devices, values }) {
    const { columns } = columnGroup(group);
    const value = (at) => (Number.isNaN(values[at]) ? null : values[at]);
    return Object.fromEntries(devices.map((device, row) => [
        device,
        Object.fromEntries(columns.map(({ name }, i) => [name, value(row * columns.length + i)])),
    ]));
}
//# sourceMappingURL=recorded-proc.js.map