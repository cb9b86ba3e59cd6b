import { join } from 'node:path';
import { isText } from '@hostwire/protocol';
import { listDevices, readAttribute, readCount } from "./attribute.js";
import { blankRow, columnPosition, joinRows } from "./columns.js";
import { maxDevices } from "./device-columns.js";
import { Increments } from "./increments.js";
import { KernelText } from "./kernel-text.js";
import { NameFilter } from "./name-filter.js";
import { defaultInterfaceExclude } from "./network.js";
import { PassingFiles } from "./passing-file.js";
const position = {
    speed: columnPosition('link', 'speed_mbit'),
    carrierChanges: columnPosition('link', 'carrier_changes'),
};
/** Group `link`, from /sys/class/net: the interfaces that group `network` has. */
export class LinkGroup {
    name = 'link';
    #folder;
    #filter;
    #files = new PassingFiles();
    #changes = new Increments(1);
    constructor({ sysRoot, filter }) {
        this.#folder = join(sysRoot, 'class/net');
        this.#filter = new NameFilter(defaultInterfaceExclude, filter);
    }
    get resets() {
        return this.#changes.resets;
    }
    async survey() {
        const names = (await listDevices(this.#folder)).filter((name) => isText(name) && this.#filter.keeps(name));
        const links = [];
        for (const name of names.slice(0, maxDevices)) {
            const link = await this.#readLink(name);
            if (link.state !== '')
                links.push(link); // without: bonding_masters, or an interface that went meanwhile
        }
        return { readings: links.length === 0 ? {} : { link: this.#reading(links) }, troubles: [] };
    }
    forget() {
        this.#changes.forget();
    }
    close() {
        // no file stays open
    }
    /** Only speed and duplex ask the driver, which may take long; a link that is down has neither. */
    async #readLink(name) {
        const of = (attribute) => join(this.#folder, name, attribute);
        const state = this.#files.read(of('operstate'))?.toString('latin1').trim() ?? '';
        const changes = this.#files.read(of('carrier_changes'));
        const carrierChangesTotal = changes === undefined ? NaN : new KernelText(changes).number();
        const mayHaveSpeed = state === 'up' || state === 'unknown';
        const speedMbit = mayHaveSpeed ? await readCount(of('speed')) : NaN;
        const duplex = (Number.isNaN(speedMbit) ? undefined : await readAttribute(of('duplex'))) ?? '';
        return { name, state, duplex, speedMbit, carrierChangesTotal };
    }
    #reading(links) {
        const devices = links.map(({ name }) => name);
        const totals = Float64Array.from(links, ({ carrierChangesTotal }) => carrierChangesTotal);
        const changes = this.#changes.since(devices, totals);
        const rows = links.map(({ speedMbit }, i) => {
            const row = blankRow('link');
            row[position.speed] = speedMbit;
            if (changes.measured[i] === 1)
                row[position.carrierChanges] = changes.values[i];
            return row;
        });
        const labels = { state: links.map(({ state }) => state), duplex: links.map(({ duplex }) => duplex) };
        return { devices, labels, values: joinRows(rows) };
    }
}
//# sourceMappingURL=link.js.map