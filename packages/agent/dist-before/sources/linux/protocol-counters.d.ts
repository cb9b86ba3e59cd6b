/**
 * Counters of /proc/net/snmp and /proc/net/netstat: for each protocol a line of names and, right below it, one of
 * numbers. Which counters there are and in which order differs between kernels.
 *
 *     Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens ...
 *     Tcp: 1 200 120000 -1 4593 ...
 *
 * A row of what `names` asks for, in that order; NaN for what the kernel does not count.
 */
export declare function parseProtocolCounters(bytes: Buffer, protocol: string, names: readonly string[]): Float64Array;
/** Counters of /proc/net/snmp6, `Udp6InErrors   0` each on a line of its own; NaN for what is not there. */
export declare function parseSnmp6(bytes: Buffer, names: readonly string[]): Float64Array;
