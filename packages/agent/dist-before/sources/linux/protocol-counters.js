import { KernelText } from "./kernel-text.js";
/**
 * Counters of /proc/net/snmp and /proc/net/netstat: for each protocol a line of names and, right below it, one of
 * numbers. Which counters there are and in which order differs between kernels.
 *
 *     Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...
 *     Tcp: 1 200 120000 -1 4593 ...
 *
 * A row of what `names` asks for, in that order; NaN for what the kernel does not count.
 */
export function parseProtocolCounters(bytes, protocol, names) {
    const counters = new Float64Array(names.length).fill(NaN);
    const text = new KernelText(bytes);
    if (!text.seekLine(`${protocol}:`))
        return counters;
    const places = []; // by place in the line: of the name in `names`, -1 for one that is not asked for
    for (let name = text.word(); name !== ''; name = text.word())
        places.push(names.indexOf(name));
    text.nextLine();
    if (!text.startsWith(`${protocol}:`))
        return counters;
    text.skipWord();
    for (const place of places) {
        if (place < 0)
            text.skipWord();
        else
            counters[place] = text.number();
    }
    return counters;
}
/** Counters of /proc/net/snmp6, `Udp6InErrors   0` each on a line of its own; NaN for what is not there. */
export function parseSnmp6(bytes, names) {
    const text = new KernelText(bytes);
    return Float64Array.from(names, (name) => (text.seekLine(`${name} `) ? text.number() : NaN));
}
//# sourceMappingURL=protocol-counters.js.map