/** What tells this machine, and this boot of it, from others. */
export interface Machine {
    /** sha256 of the machine id, 64 hex digits: a copied state folder shows as another machine. */
    readonly machineHash: string;
    readonly bootId: string;
    readonly hostname: string;
}
/** A machine without an id (some containers) is told by its host name, one without a boot id never looks rebooted. */
export declare function readMachine(root?: string): Machine;
