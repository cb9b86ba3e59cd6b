import type { Trouble } from '../source.ts';
import type { KernelReadings } from './kernel-group.ts';
/**
 * What is read beside the sampling, every ten seconds: it is too slow for a tick, or may block.
 *
 * States: idle → `take` when it is due → running → finished: the readings wait for the next `take`, which hands them
 * out once → idle. While one runs none starts. `forget` while one runs: it finishes unseen.
 *
 * Invariants: one survey of a surveyor at a time; `take` never throws and never waits.
 */
export interface Surveyor {
    readonly name: string;
    /** Counters that went backwards since the start. */
    readonly resets: number;
    /**
     * Reads everything, without holding the main thread for more than a few milliseconds at a time. Rejects with what
     * keeps it from reading; then `forget` is called.
     */
    survey(monoMs: number): Promise<SurveyFindings>;
    /** The next survey is a baseline. */
    forget(): void;
    close(): void;
}
export interface SurveyFindings {
    readonly readings: KernelReadings;
    readonly troubles: readonly Trouble[];
}
export declare class Survey {
    #private;
    /** `firstAfterMs`: surveys that begin at different seconds do not add up. */
    constructor(surveyor: Surveyor, { firstAfterMs }?: {
        firstAfterMs?: number | undefined;
    });
    get name(): string;
    get resets(): number;
    /** Of the last survey. */
    get troubles(): readonly Trouble[];
    /** The readings that became ready since the last call; starts a survey when it is due. */
    take(monoMs: number): KernelReadings;
    /** When the survey that runs now is done; at once when none does. */
    settled(): Promise<void>;
    /** The next survey is the first. */
    forget(): void;
    close(): void;
}
