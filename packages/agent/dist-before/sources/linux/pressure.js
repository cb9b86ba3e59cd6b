import { Cadence } from "./cadence.js";
import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { Increments } from "./increments.js";
import { KernelText } from "./kernel-text.js";
import { OptionalFile } from "./optional-file.js";
/** Pressure stall information: the share of time in which some, or all, tasks waited for a resource. */
const pressureResources = ['cpu', 'memory', 'io'];
/** A line of the resource; `full` of cpu is not defined for a whole host, the kernel prints zeros. */
const lines = [
    { resource: 'cpu', share: 'some' },
    { resource: 'memory', share: 'some' },
    { resource: 'memory', share: 'full' },
    { resource: 'io', share: 'some' },
    { resource: 'io', share: 'full' },
];
const windows = ['avg10', 'avg60', 'avg300'];
const stalledColumns = lines.map(({ resource, share }) => `${resource}_${share}_us`);
const stalledPositions = stalledColumns.map((column) => columnPosition('pressure', column));
const averagePositions = lines.map(({ resource, share }) => windows.map((window) => columnPosition('pressure', `${resource}_${share}_${window}_centi`)));
/** Line `some avg10=1.32 avg60=1.07 avg300=0.56 total=17433569`, or `full`; undefined when it is not there. */
export function parsePressure(bytes, share) {
    const text = new KernelText(bytes);
    if (!text.seekLine(share))
        return undefined;
    const hundredths = () => {
        text.word(equals);
        const whole = text.number();
        text.skip();
        return whole * 100 + text.number();
    };
    const averagesCenti = windows.map(hundredths);
    text.word(equals);
    return { averagesCenti, stalledUs: text.number() };
}
const equals = 61;
/**
 * Group `pressure`, from /proc/pressure. The stalled time is in every sample. The averages are in one sample of ten
 * seconds: they are made of the same time, and even the fastest moves slowly. A kernel without the files has no group.
 */
export class PressureGroup {
    name = 'pressure';
    leftOut = 0;
    #files;
    #stalled = new Increments(1);
    #averages = new Cadence();
    constructor(files) {
        this.#files = {
            cpu: new OptionalFile(files.cpu),
            memory: new OptionalFile(files.memory),
            io: new OptionalFile(files.io),
        };
    }
    get resets() {
        return this.#stalled.resets;
    }
    read(monoMs) {
        const parsed = this.#parse();
        if (parsed.every((line) => line === undefined))
            return {};
        const values = blankRow('pressure');
        const totals = Float64Array.from(parsed, (line) => line?.stalledUs ?? NaN);
        const stalled = this.#stalled.since(stalledColumns, totals);
        stalledPositions.forEach((at, i) => stalled.measured[i] === 1 && (values[at] = stalled.values[i]));
        if (this.#averages.due(monoMs)) {
            parsed.forEach((line, i) => line?.averagesCenti.forEach((centi, window) => (values[averagePositions[i][window]] = centi)));
        }
        return { pressure: scalarReading(values) };
    }
    forget() {
        this.#stalled.forget();
        this.#averages.forget();
        for (const resource of pressureResources)
            this.#files[resource].forget();
    }
    close() {
        for (const resource of pressureResources)
            this.#files[resource].close();
    }
    /** In the order of `lines`. */
    #parse() {
        return pressureResources.flatMap((resource) => {
            const bytes = this.#files[resource].read();
            return lines
                .filter((line) => line.resource === resource)
                .map(({ share }) => (bytes === undefined ? undefined : parsePressure(bytes, share)));
        });
    }
}
//# sourceMappingURL=pressure.js.map