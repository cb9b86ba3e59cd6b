import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { Increments } from "./increments.js";
const totals = ['cpu_us', 'sent_bytes', 'resets'];
const totalPositions = totals.map((column) => columnPosition('agent', column));
const position = {
    rss: columnPosition('agent', 'rss_bytes'),
    spoolBytes: columnPosition('agent', 'spool_bytes'),
    spoolBatches: columnPosition('agent', 'spool_batches'),
    readUs: columnPosition('agent', 'read_us'),
    troubledMounts: columnPosition('agent', 'troubled_mounts'),
};
/** Group `agent`: what this process costs. */
export class SelfGroup {
    #measure;
    #increments = new Increments(1);
    constructor(measure) {
        this.#measure = measure;
    }
    read({ readUs, resetsTotal, troubledMounts }) {
        const self = this.#measure();
        const { user, system } = process.cpuUsage();
        const values = blankRow('agent');
        const increments = this.#increments.since(totals, Float64Array.of(user + system, self.sentBytesTotal, resetsTotal));
        totalPositions.forEach((at, i) => increments.measured[i] === 1 && (values[at] = increments.values[i]));
        values[position.rss] = process.memoryUsage.rss();
        values[position.spoolBytes] = self.spoolBytes;
        values[position.spoolBatches] = self.spoolBatches;
        values[position.readUs] = readUs;
        values[position.troubledMounts] = troubledMounts;
        return scalarReading(values);
    }
    forget() {
        this.#increments.forget();
    }
}
//# sourceMappingURL=self.js.map