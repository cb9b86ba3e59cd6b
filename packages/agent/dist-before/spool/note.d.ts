/** The payloads of records that take no number. JSON: rare, and readable in a hex dump. */
import type { SpoolRecord } from './record.ts';
/** How the last process on this spool began, and whether it ended in order. */
export interface PreviousRun {
    readonly bootId: string;
    readonly stopped: boolean;
}
/** Numbers that the size limit took away before they were acknowledged. */
export interface Dropped {
    readonly firstSeq: number;
    readonly lastSeq: number;
    readonly fromMs: number;
    readonly toMs: number;
    readonly prevHash: string;
}
export declare function toPayload(content: object): Uint8Array;
/** undefined: not what this version writes. */
export declare function toPreviousRun(note: SpoolRecord): PreviousRun | undefined;
export declare function toDropped(payload: Uint8Array): Dropped | undefined;
