import { type Clock, type Logger } from '@hostwire/runtime';
/** status.json in the state folder: what `hostwire-agent status` shows. Its keys are read by scripts. */
export interface AgentStatus {
    readonly pid: number | null;
    /** disconnected, connecting, greeting, open, draining; revoked, clone, refused; stopped. */
    readonly state: string;
    readonly host: string;
    readonly agent_id: string;
    readonly collector: string;
    readonly version: string;
    readonly started_ms: number;
    readonly updated_ms: number;
    /** Why there is no session. */
    readonly error: {
        readonly code: string;
        readonly message: string;
    } | null;
    readonly spool: {
        readonly epoch: string;
        readonly bytes: number;
        readonly batches: number;
        readonly firstSeq: number;
        readonly lastSeq: number;
        /** Numbered, but in memory only: the disk takes nothing. */
        readonly waiting: number;
    };
    readonly last_ack: {
        readonly seq: number;
        readonly ms: number;
    } | null;
    readonly last_sample_ms: number | null;
    readonly interval_ms: number;
    readonly troubles: readonly {
        readonly group: string;
        readonly code: string;
        readonly message: string;
    }[];
}
/** undefined: the agent never ran here. */
export declare function readStatus(stateDir: string): AgentStatus | undefined;
/** Written whole (renamed into place), not synced: it describes a process, not data. */
export declare class StatusFile {
    #private;
    constructor(stateDir: string, clock: Clock, logger: Logger);
    /** Skipped when the last one is fresh, unless `force`. */
    write(describe: () => AgentStatus, { force }?: {
        force?: boolean | undefined;
    }): void;
}
