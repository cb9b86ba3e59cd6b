import { blankRow, columnPosition, scalarReading } from '../../sampling/columns.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import type { Readings, SampledGroup } from '../../sampling/sampled-group.ts';
import { ScalarIncrements } from '../../sampling/scalar-increments.ts';
import { Schedule } from '../../sampling/schedule.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { KernelText } from '../files/kernel-text.ts';
import { LastParse } from '../files/last-parse.ts';
import { LineValues } from '../files/line-values.ts';
import { malformed } from '../files/malformed.ts';
import { OptionalFile } from '../files/optional-file.ts';
import { ProtocolCounters } from '../files/protocol-counters.ts';
import type { Namespaces } from '../namespaces.ts';
import { orEmpty, type CrossCheckFiles, type CrossCheckValue } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/** What the group reads. All are of the network name space that the agent runs in. */
export interface SocketFiles {
  readonly sockstat: KernelBytes;
  readonly snmp: KernelBytes;
  readonly netstat: KernelBytes;
  /** Where IPv6 is. */
  readonly sockstat6: KernelBytes;
  readonly snmp6: KernelBytes;
  /** Where connections are tracked. */
  readonly conntrackCount: KernelBytes | undefined;
  readonly conntrackMax: KernelBytes | undefined;
}

/** `file` gives one of /proc by its name. The kernel shows /proc/sys/net of the reader's own name space only. */
function socketFiles(
  file: (name: string) => KernelBytes,
  { net, areOwn }: Pick<Namespaces, 'net' | 'areOwn'> = { net: 'net', areOwn: true },
): SocketFiles {
  const conntrack = (name: string) => (areOwn ? file(`sys/net/netfilter/${name}`) : undefined);
  return {
    sockstat: file(`${net}/sockstat`),
    snmp: file(`${net}/snmp`),
    netstat: file(`${net}/netstat`),
    sockstat6: file(`${net}/sockstat6`),
    snmp6: file(`${net}/snmp6`),
    conntrackCount: conntrack('nf_conntrack_count'),
    conntrackMax: conntrack('nf_conntrack_max'),
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
export class SocketGroup implements SampledGroup {
  readonly name = 'socket';
  readonly leftOut = 0;
  readonly #required: Pick<SocketFiles, 'sockstat' | 'snmp' | 'netstat'>;
  readonly #optional: Readonly<Record<'sockstat6' | 'snmp6', OptionalFile>> &
    Readonly<Partial<Record<'conntrackCount' | 'conntrackMax', OptionalFile>>>;
  /** The counters of TCP, and last the level that is on the same line. */
  readonly #tcp = new ProtocolCounters('Tcp', [...tcpNames, 'CurrEstab']);
  readonly #tcpExt = new ProtocolCounters('TcpExt', tcpExtNames);
  readonly #udp = new ProtocolCounters('Udp', udpNames);
  readonly #udp6 = lastLineValues(udp6Keys);
  readonly #counters = new ScalarIncrements(counterPositions);
  /** In the order of `counterColumns`. */
  readonly #counted = new Float64Array(counterColumns.length);
  readonly #levels: Schedule;

  constructor(files: SocketFiles, { levelsEveryMs = slowIntervalMs } = {}) {
    this.#levels = new Schedule({ intervalMs: levelsEveryMs });
    this.#required = files;
    this.#optional = {
      sockstat6: new OptionalFile(files.sockstat6),
      snmp6: new OptionalFile(files.snmp6),
      ...(files.conntrackCount && { conntrackCount: new OptionalFile(files.conntrackCount) }),
      ...(files.conntrackMax && { conntrackMax: new OptionalFile(files.conntrackMax) }),
    };
  }

  get resets(): number {
    return this.#counters.resets;
  }

  read(monoMs: number): Readings {
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
    values[position.conntrackEntries] = numberIn(this.#optional.conntrackCount?.read());
    values[position.conntrackMax] = numberIn(this.#optional.conntrackMax?.read());
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

export const socketGroup: SampledDefinition = {
  create: ({ file, namespaces, slowColumnsEveryMs }) =>
    new SocketGroup(socketFiles(file, namespaces), { levelsEveryMs: slowColumnsEveryMs }),
  crossChecks: (files) => [
    { group: 'socket', how: '/proc/net/tcp, tcp6, udp, udp6', read: async () => socketTables(files) },
  ],
};

/**
 * Sockets by state (hexadecimal): 01 established, 08 close-wait. The small ones that only wait for time to go by have
 * timer 03, whether that is time-wait (06) or the last wait for the other side (05).
 */
function socketTables(files: CrossCheckFiles): CrossCheckValue[] {
  const table = (name: string) => socketsOf(orEmpty(() => files.proc(name))); // without IPv6
  const tcp = [...table('net/tcp'), ...table('net/tcp6')];
  const udp = [...table('net/udp'), ...table('net/udp6')];
  const level = (column: string, value: number, how: string): CrossCheckValue => {
    return { group: 'socket', columns: [column], kind: 'level', value, grain: 0, how };
  };
  const established = tcp.filter(({ state }) => state === '01' || state === '08');
  const waiting = tcp.filter(({ timer }) => timer === '03');
  return [
    level('tcp_established', established.length, '/proc/net/tcp, tcp6: states 01 and 08'),
    level('tcp_time_wait', waiting.length, '/proc/net/tcp, tcp6: timer 03'),
    level('udp_in_use', udp.length, '/proc/net/udp, udp6: lines'),
  ];
}

/** Each once: the kernel repeats lines of a long table when sockets before them go while it is read. */
function socketsOf(table: string): { state: string; timer: string }[] {
  const lines = table.trim().split('\n').slice(1);
  const sockets = lines.map((line) => {
    const [, local, remote, state = '', , timer = '', , , , inode] = line.trim().split(/\s+/);
    const key = [local, remote, inode].join(' ');
    return [key, { state, timer: timer.slice(0, 2) }] as const;
  });
  return [...new Map(sockets).values()];
}
