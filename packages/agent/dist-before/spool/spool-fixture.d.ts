/** What the tests of the spool share: samples, small limits, a clock that stands still. */
import type { Sample } from '@hostwire/protocol';
import { type Clock } from '@hostwire/runtime';
import type { ModelFileSystem } from './model-file-system.ts';
import type { SpoolLimits } from './retention.ts';
import { Spool } from './spool.ts';
export declare const spoolPath = "/spool";
export declare const smallLimits: SpoolLimits;
export declare const silentLogger: import("@hostwire/runtime").Logger;
export declare class HeldClock implements Clock {
    now: number;
    mono: number;
    nowMs(): number;
    monoMs(): number;
    advance(ms: number): void;
}
/** A sample that is told from others by its load. */
export declare function sampleOf(mark: number, tsMs?: number): Sample;
export interface OpenSpoolOptions {
    readonly limits?: Partial<SpoolLimits>;
    readonly clock?: Clock;
    readonly bootId?: string;
    /** Of a spool that is new. */
    readonly firstEpoch?: string;
}
/** A new process on the spool; the one before it is killed at whatever it was doing. */
export declare function openSpool(fileSystem: ModelFileSystem, options?: OpenSpoolOptions): Promise<Spool>;
/** Seals one batch of one sample per mark. */
export declare function sealMarks(spool: Spool, marks: readonly number[]): Promise<void>;
