import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { malformed } from "./kernel-group.js";
import { KernelText } from "./kernel-text.js";
const position = {
    load1: columnPosition('load', 'load1_centi'),
    load5: columnPosition('load', 'load5_centi'),
    load15: columnPosition('load', 'load15_centi'),
    tasks: columnPosition('load', 'tasks'),
};
/** `0.32 0.18 0.11 1/96 8180`; NaN for what is not there. */
export function parseLoad(bytes) {
    const text = new KernelText(bytes);
    const hundredths = () => {
        const whole = text.number();
        text.skip();
        return whole * 100 + text.number();
    };
    const [load1Centi, load5Centi, load15Centi] = [hundredths(), hundredths(), hundredths()];
    text.number(); // running; /proc/stat has it too
    text.skip();
    return { load1Centi, load5Centi, load15Centi, tasks: text.number() };
}
/** Group `load`, from /proc/loadavg. Gauges only. */
export class LoadGroup {
    name = 'load';
    resets = 0;
    leftOut = 0;
    #file;
    constructor(file) {
        this.#file = file;
    }
    read() {
        const load = parseLoad(this.#file.read());
        if (Number.isNaN(load.tasks))
            malformed(this.#file.path, 'line like "0.32 0.18 0.11 1/96 8180"');
        const values = blankRow('load');
        values[position.load1] = load.load1Centi;
        values[position.load5] = load.load5Centi;
        values[position.load15] = load.load15Centi;
        values[position.tasks] = load.tasks;
        return { load: scalarReading(values) };
    }
    forget() {
        // gauges have no baseline
    }
    close() {
        this.#file.close();
    }
}
//# sourceMappingURL=load.js.map