import { type KernelTable } from './device-columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import { NameFilter, type NameFilterOptions } from './name-filter.ts';
/**
 * Left out unless asked for, so that adding up the interfaces of a host counts a byte once: loopback; the host's end
 * of a container's or pod's link (veth, Calico's cali, LXC's and Cilium's lxc) and Docker's bridges (docker0, and br-
 * followed by the 12 digits of a network's id), which see what the real interface sees as well; ifb and dummy. Other
 * bridges (br0, br-lan) stay: on a hypervisor or router they carry what nothing else shows.
 */
export declare const defaultInterfaceExclude: readonly string[];
/** /proc/net/dev: two lines of headings with bars, then `name: numbers`, with or without a blank after the colon. */
export declare function parseNetDev(bytes: Buffer, filter: NameFilter): KernelTable;
/** Group `network`, from /proc/net/dev. */
export declare class NetworkGroup implements KernelGroup {
    #private;
    readonly name = "network";
    constructor(file: KernelBytes, filter?: NameFilterOptions);
    get resets(): number;
    get leftOut(): number;
    read(): KernelReadings;
    forget(): void;
    close(): void;
}
