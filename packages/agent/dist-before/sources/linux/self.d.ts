import type { Reading } from '@hostwire/protocol';
import type { SelfMeasurement } from '../source.ts';
/** What the source knows of its own cost at this read. */
export interface ReadCost {
    readonly readUs: number;
    /** Counters that went backwards, since the start. */
    readonly resetsTotal: number;
    readonly troubledMounts: number;
}
/** Group `agent`: what this process costs. */
export declare class SelfGroup {
    #private;
    constructor(measure: () => SelfMeasurement);
    read({ readUs, resetsTotal, troubledMounts }: ReadCost): Reading;
    forget(): void;
}
