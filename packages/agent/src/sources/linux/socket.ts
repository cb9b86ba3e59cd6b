import { Cadence, slowIntervalMs } from './cadence.ts';
import { blankRow, columnPosition, scalarReading } from './columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import { malformed, type KernelGroup, type KernelReadings } from './kernel-group.ts';
import { KernelText } from './kernel-text.ts';
import { LastParse } from './last-parse.ts';
import { LineValues } from './line-values.ts';
import { OptionalFile } from './optional-file.ts';
import { ProtocolCounters } from './protocol-counters.ts';
import { ScalarIncrements } from './scalar-increments.ts';

/** What the group reads. All are of the network name space that the agent runs in. */
export interface SocketFiles {
  readonly sockstat: KernelBytes;
  readonly snmp: KernelBytes;
  readonly netstat: KernelBytes;
  /** Where IPv6 is. */
  readonly sockstat6: KernelBytes;
  readonly snmp6: KernelBytes;
  /** Where connections are tracked. */
  readonly conntrackCount: KernelBytes;
  readonly conntrackMax: KernelBytes;
}

/** `file` gives one of /proc by its name. */
export function socketFiles(file: (name: string) => KernelBytes): SocketFiles {
  return {
    sockstat: file('net/sockstat'),
    snmp: file('net/snmp'),
    netstat: file('net/netstat'),
    sockstat6: file('net/sockstat6'),
    snmp6: file('net/snmp6'),
    conntrackCount: file('sys/net/netfilter/nf_conntrack_count'),
    conntrackMax: file('sys/net/netfilter/nf_conntrack_max'),
  };
}

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
} as const;
const tcpExt = { ListenOverflows: 'tcp_listen_overflows', ListenDrops: 'tcp_listen_drops' } as const;
/** With a 6 after `Udp` they are the counters of /proc/net/snmp6; a column is the sum. */
const udp = {
  InDatagrams: 'udp_datagrams_received',
  OutDatagrams: 'udp_datagrams_sent',
  NoPorts: 'udp_no_ports',
  InErrors: 'udp_receive_errors',
  RcvbufErrors: 'udp_receive_buffer_errors',
  SndbufErrors: 'udp_send_buffer_errors',
} as const;

const tcpNames = Object.keys(tcp);
const tcpExtNames = Object.keys(tcpExt);
const udpNames = Object.keys(udp);
const udp6Keys = udpNames.map((name) => `Udp6${name} `);

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
export function sockstatValue(bytes: Buffer, line: string, key: string): number {
  const text = new KernelText(bytes);
  if (!text.seekLine(`${line}: `)) return NaN;
  for (let word = text.word(); word !== ''; word = text.word()) {
    const value = text.number();
    if (word === key) return value;
  }
  return NaN;
}

/**
 * Group `socket`. What TCP and UDP counted is in every sample. How many sockets there are is in one sample of ten
 * seconds unless set otherwise: it costs as much to read and to send, and tells less.
 */
export class SocketGroup implements KernelGroup {
  readonly name = 'socket';
  readonly leftOut = 0;
  readonly #required: Pick<SocketFiles, 'sockstat' | 'snmp' | 'netstat'>;
  readonly #optional: Readonly<
    Record<'sockstat6' | 'snmp6' | 'conntrackCount' | 'conntrackMax', OptionalFile>
  >;
  /** The counters of TCP, and last the level that is on the same line. */
  readonly #tcp = new ProtocolCounters('Tcp', [...tcpNames, 'CurrEstab']);
  readonly #tcpExt = new ProtocolCounters('TcpExt', tcpExtNames);
  readonly #udp = new ProtocolCounters('Udp', udpNames);
  readonly #udp6 = lastLineValues(udp6Keys);
  readonly #counters = new ScalarIncrements(counterPositions);
  /** In the order of `counterColumns`. */
  readonly #counted = new Float64Array(counterColumns.length);
  readonly #levels: Cadence;

  constructor(files: SocketFiles, { levelsEveryMs = slowIntervalMs } = {}) {
    this.#levels = new Cadence({ intervalMs: levelsEveryMs });
    this.#required = files;
    this.#optional = {
      sockstat6: new OptionalFile(files.sockstat6),
      snmp6: new OptionalFile(files.snmp6),
      conntrackCount: new OptionalFile(files.conntrackCount),
      conntrackMax: new OptionalFile(files.conntrackMax),
    };
  }

  get resets(): number {
    return this.#counters.resets;
  }

  read(monoMs: number): KernelReadings {
    const values = blankRow('socket');
    const established = this.#readCounters();
    this.#counters.put(this.#counted, values);
    if (this.#levels.due(monoMs)) {
      values[position.tcpEstablished] = established;
      this.#readLevels(values);
    }
    return { socket: scalarReading(values) };
  }

  forget(): void {
    this.#counters.forget();
    this.#levels.forget();
    for (const file of Object.values(this.#optional)) file.forget();
  }

  close(): void {
    const { sockstat, snmp, netstat } = this.#required;
    for (const file of [sockstat, snmp, netstat, ...Object.values(this.#optional)]) file.close();
  }

  #readLevels(values: Float64Array): void {
    const sockstat = this.#required.sockstat.read();
    const level = (line: string, key: string) => sockstatValue(sockstat, line, key);
    values[position.inUse] = level('sockets', 'used');
    values[position.tcpInUse] = level('TCP', 'inuse');
    values[position.tcpOrphans] = level('TCP', 'orphan');
    values[position.tcpTimeWait] = level('TCP', 'tw');
    values[position.tcpMemory] = level('TCP', 'mem');
    values[position.udpInUse] = level('UDP', 'inuse');
    values[position.udpMemory] = level('UDP', 'mem');
    if (Number.isNaN(values[position.tcpInUse])) malformed(this.#required.sockstat.path, 'line "TCP: inuse"');
    const sockstat6 = this.#optional.sockstat6.read();
    if (sockstat6 !== undefined) {
      values[position.tcpInUse]! += sockstatValue(sockstat6, 'TCP6', 'inuse');
      values[position.udpInUse]! += sockstatValue(sockstat6, 'UDP6', 'inuse');
    }
    values[position.conntrackEntries] = numberIn(this.#optional.conntrackCount.read());
    values[position.conntrackMax] = numberIn(this.#optional.conntrackMax.read());
  }

  /** Gives the level that is on the line of TCP's counters. */
  #readCounters(): number {
    const snmp = this.#required.snmp.read();
    const tcpCounters = this.#tcp.parse(snmp);
    const udpCounters = this.#udp.parse(snmp);
    const tcpExtCounters = this.#tcpExt.parse(this.#required.netstat.read());
    const snmp6 = this.#optional.snmp6.read();
    if (snmp6 !== undefined) this.#udp6.of(snmp6).forEach((count, i) => (udpCounters[i]! += count));
    const established = tcpCounters.pop()!;
    this.#counted.set(tcpCounters);
    this.#counted.set(tcpExtCounters, tcpNames.length);
    this.#counted.set(udpCounters, tcpNames.length + tcpExtNames.length);
    return established;
  }
}

function lastLineValues(keys: readonly string[]): LastParse<Float64Array> {
  const lines = new LineValues(keys);
  return new LastParse((bytes) => lines.parse(bytes));
}

function numberIn(bytes: Buffer | undefined): number {
  return bytes === undefined ? NaN : new KernelText(bytes).number();
}
