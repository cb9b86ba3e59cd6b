import { DeviceColumns, maxDevices } from "./device-columns.js";
import { KernelText } from "./kernel-text.js";
import { NameFilter } from "./name-filter.js";
const colon = 58;
/** 8 fields received, 8 transmitted. */
const width = 16;
/**
 * Left out unless asked for, so that adding up the interfaces of a host counts a byte once: loopback; the host's end
 * of a container's or pod's link (veth, Calico's cali, LXC's and Cilium's lxc) and Docker's bridges (docker0, and br-
 * followed by the 12 digits of a network's id), which see what the real interface sees as well; ifb and dummy. Other
 * bridges (br0, br-lan) stay: on a hypervisor or router they carry what nothing else shows.
 */
export const defaultInterfaceExclude = [
    'lo',
    'veth*',
    'cali*',
    'lxc*',
    'docker0',
    'br-????????????',
    'ifb*',
    'dummy*',
];
/** /proc/net/dev: two lines of headings with bars, then `name: numbers`, with or without a blank after the colon. */
export function parseNetDev(bytes, filter) {
    const text = new KernelText(bytes);
    const devices = [];
    const fields = [];
    let leftOut = 0;
    text.nextLine();
    text.nextLine();
    for (; !text.atEnd; text.nextLine()) {
        const name = text.word(colon);
        if (name === '' || !filter.keeps(name))
            continue;
        if (devices.length === maxDevices) {
            leftOut++;
            continue;
        }
        devices.push(name);
        for (let i = 0; i < width; i++)
            fields.push(text.number());
    }
    return { devices, fields: Float64Array.from(fields), leftOut };
}
/** Group `network`, from /proc/net/dev. */
export class NetworkGroup {
    name = 'network';
    #file;
    #filter;
    /** Fields that are not here are subsets of errors and drops (fifo, frame, carrier, ...) or unused. */
    #columns = new DeviceColumns({
        group: 'network',
        width,
        fields: [
            { column: 'receive_bytes', field: 0, unit: 1 },
            { column: 'receive_packets', field: 1, unit: 1 },
            { column: 'receive_errors', field: 2, unit: 1 },
            { column: 'receive_drops', field: 3, unit: 1 },
            { column: 'receive_multicast', field: 7, unit: 1 },
            { column: 'transmit_bytes', field: 8, unit: 1 },
            { column: 'transmit_packets', field: 9, unit: 1 },
            { column: 'transmit_errors', field: 10, unit: 1 },
            { column: 'transmit_drops', field: 11, unit: 1 },
        ],
    });
    constructor(file, filter) {
        this.#file = file;
        this.#filter = new NameFilter(defaultInterfaceExclude, filter);
    }
    get resets() {
        return this.#columns.resets;
    }
    get leftOut() {
        return this.#columns.leftOut;
    }
    read() {
        const network = this.#columns.reading(parseNetDev(this.#file.read(), this.#filter));
        return network === undefined ? {} : { network };
    }
    forget() {
        this.#columns.forget();
    }
    close() {
        this.#file.close();
    }
}
//# sourceMappingURL=network.js.map