import type { Readable } from 'node:stream';
import { type LogLevel } from '@hostwire/runtime';
export interface RunFlags {
    readonly state: string;
    /** Another address of the same collector; its key is the same. */
    readonly collector?: string;
    readonly logLevel: LogLevel;
    readonly pretty: boolean;
    /** Stop when this ends: whoever started the agent is gone. */
    readonly until?: Readable;
}
/** Runs until a signal. Resolves with the exit code; rejects when it cannot start. */
export declare function run(flags: RunFlags): Promise<number>;
