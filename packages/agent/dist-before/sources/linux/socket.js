import { Cadence } from "./cadence.js";
import { blankRow, columnPosition, scalarReading } from "./columns.js";
import { Increments } from "./increments.js";
import { malformed } from "./kernel-group.js";
import { KernelText } from "./kernel-text.js";
import { OptionalFile } from "./optional-file.js";
import { parseProtocolCounters, parseSnmp6 } from "./protocol-counters.js";
/** Counters and the columns they fill. TCP counts both versions of IP together. */
const tcp = {
    ActiveOpens: 'tcp_active_opens',
    PassiveOpens: 'tcp_passive_opens',
    AttemptFails: 'tcp_failed_opens',
    EstabResets: 'tcp_established_resets',
    InSegs: 'tcp_segments_received',
    OutSegs: 'tcp_segments_sent',
    RetransSegs: 'tcp_segments_retransmitted',
    InErrs: 'tcp_receive_errors',
    OutRsts: 'tcp_resets_sent',
};
const tcpExt = { ListenOverflows: 'tcp_listen_overflows', ListenDrops: 'tcp_listen_drops' };
/** With a 6 after `Udp` they are the counters of /proc/net/snmp6; a column is the sum. */
const udp = {
    InDatagrams: 'udp_datagrams_received',
    OutDatagrams: 'udp_datagrams_sent',
    NoPorts: 'udp_no_ports',
    InErrors: 'udp_receive_errors',
    RcvbufErrors: 'udp_receive_buffer_errors',
    SndbufErrors: 'udp_send_buffer_errors',
};
const tcpNames = Object.keys(tcp);
const tcpExtNames = Object.keys(tcpExt);
const udpNames = Object.keys(udp);
const udp6Names = udpNames.map((name) => `Udp6${name}`);
const counterColumns = [...Object.values(tcp), ...Object.values(tcpExt), ...Object.values(udp)];
const counterPositions = counterColumns.map((column) => columnPosition('socket', column));
const position = {
    inUse: columnPosition('socket', 'in_use'),
    tcpInUse: columnPosition('socket', 'tcp_in_use'),
    tcpEstablished: columnPosition('socket', 'tcp_established'),
    tcpTimeWait: columnPosition('socket', 'tcp_time_wait'),
    tcpOrphans: columnPosition('socket', 'tcp_orphans'),
    tcpMemory: columnPosition('socket', 'tcp_memory_pages'),
    udpInUse: columnPosition('socket', 'udp_in_use'),
    udpMemory: columnPosition('socket', 'udp_memory_pages'),
    conntrackEntries: columnPosition('socket', 'conntrack_entries'),
    conntrackMax: columnPosition('socket', 'conntrack_max'),
};
/** /proc/net/sockstat or sockstat6: a value by its line and key, `TCP: inuse 12 orphan 0 ...`; NaN when not there. */
export function sockstatValue(bytes, line, key) {
    const text = new KernelText(bytes);
    if (!text.seekLine(`${line}: `))
        return NaN;
    for (let word = text.word(); word !== ''; word = text.word()) {
        const value = text.number();
        if (word === key)
            return value;
    }
    return NaN;
}
/**
 * Group `socket`. What TCP and UDP counted is in every sample. How many sockets there are is in one sample of ten
 * seconds: it costs as much to read and to send, and tells less.
 */
export class SocketGroup {
    name = 'socket';
    leftOut = 0;
    #required;
    #optional;
    #counters = new Increments(1);
    #levels = new Cadence();
    constructor(files) {
        this.#required = files;
        this.#optional = {
            sockstat6: new OptionalFile(files.sockstat6),
            snmp6: new OptionalFile(files.snmp6),
            conntrackCount: new OptionalFile(files.conntrackCount),
            conntrackMax: new OptionalFile(files.conntrackMax),
        };
    }
    get resets() {
        return this.#counters.resets;
    }
    read(monoMs) {
        const values = blankRow('socket');
        const snmp = this.#required.snmp.read();
        const isDue = this.#levels.due(monoMs);
        if (isDue)
            values[position.tcpEstablished] = parseProtocolCounters(snmp, 'Tcp', ['CurrEstab'])[0];
        const counted = this.#counters.since(counterColumns, this.#readCounters(snmp));
        if (isDue)
            this.#readLevels(values);
        counterPositions.forEach((at, i) => counted.measured[i] === 1 && (values[at] = counted.values[i]));
        return { socket: scalarReading(values) };
    }
    forget() {
        this.#counters.forget();
        this.#levels.forget();
        for (const file of Object.values(this.#optional))
            file.forget();
    }
    close() {
        const { sockstat, snmp, netstat } = this.#required;
        for (const file of [sockstat, snmp, netstat, ...Object.values(this.#optional)])
            file.close();
    }
    #readLevels(values) {
        const sockstat = this.#required.sockstat.read();
        const level = (line, key) => sockstatValue(sockstat, line, key);
        values[position.inUse] = level('sockets', 'used');
        values[position.tcpInUse] = level('TCP', 'inuse');
        values[position.tcpOrphans] = level('TCP', 'orphan');
        values[position.tcpTimeWait] = level('TCP', 'tw');
        values[position.tcpMemory] = level('TCP', 'mem');
        values[position.udpInUse] = level('UDP', 'inuse');
        values[position.udpMemory] = level('UDP', 'mem');
        if (Number.isNaN(values[position.tcpInUse]))
            malformed(this.#required.sockstat.path, 'line "TCP: inuse"');
        const sockstat6 = this.#optional.sockstat6.read();
        if (sockstat6 !== undefined) {
            values[position.tcpInUse] += sockstatValue(sockstat6, 'TCP6', 'inuse');
            values[position.udpInUse] += sockstatValue(sockstat6, 'UDP6', 'inuse');
        }
        values[position.conntrackEntries] = numberIn(this.#optional.conntrackCount.read());
        values[position.conntrackMax] = numberIn(this.#optional.conntrackMax.read());
    }
    /** In the order of `counterColumns`. `snmp` is used up before another file is read. */
    #readCounters(snmp) {
        const tcpCounters = parseProtocolCounters(snmp, 'Tcp', tcpNames);
        const udpCounters = parseProtocolCounters(snmp, 'Udp', udpNames);
        const tcpExtCounters = parseProtocolCounters(this.#required.netstat.read(), 'TcpExt', tcpExtNames);
        const snmp6 = this.#optional.snmp6.read();
        if (snmp6 !== undefined)
            parseSnmp6(snmp6, udp6Names).forEach((count, i) => (udpCounters[i] += count));
        return Float64Array.of(...tcpCounters, ...tcpExtCounters, ...udpCounters);
    }
}
function numberIn(bytes) {
    return bytes === undefined ? NaN : new KernelText(bytes).number();
}
//# sourceMappingURL=socket.js.map