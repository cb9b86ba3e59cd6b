import type { KernelBytes } from './kernel-file.ts';
import { type KernelGroup, type KernelReadings } from './kernel-group.ts';
/** What the group reads. All are of the network name space that the agent runs in. */
export interface SocketFiles {
    /** /proc/net/sockstat, /proc/net/snmp, /proc/net/netstat. */
    readonly sockstat: KernelBytes;
    readonly snmp: KernelBytes;
    readonly netstat: KernelBytes;
    /** /proc/net/sockstat6, /proc/net/snmp6: where IPv6 is. */
    readonly sockstat6: KernelBytes;
    readonly snmp6: KernelBytes;
    /** /proc/sys/net/netfilter/nf_conntrack_{count,max}: where connections are tracked. */
    readonly conntrackCount: KernelBytes;
    readonly conntrackMax: KernelBytes;
}
/** /proc/net/sockstat or sockstat6: a value by its line and key, `TCP: inuse 12 orphan 0 ...`; NaN when not there. */
export declare function sockstatValue(bytes: Buffer, line: string, key: string): number;
/**
 * Group `socket`. What TCP and UDP counted is in every sample. How many sockets there are is in one sample of ten
 * seconds: it costs as much to read and to send, and tells less.
 */
export declare class SocketGroup implements KernelGroup {
    #private;
    readonly name = "socket";
    readonly leftOut = 0;
    constructor(files: SocketFiles);
    get resets(): number;
    read(monoMs: number): KernelReadings;
    forget(): void;
    close(): void;
}
