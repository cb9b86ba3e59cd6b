/** What the files of a spool say when it is opened. Reads only. */
import { type Batch, type Gap } from '@hostwire/protocol';
import type { ChainEnd } from './backlog.ts';
import { type Dropped, type PreviousRun } from './note.ts';
import type { StoredRecord } from './record.ts';
import { type Segment } from './segment.ts';
export interface Recovered {
    readonly end: ChainEnd;
    /** A record was synced and is unreadable now: its number must not be used again. */
    readonly damagedSeq: number | undefined;
    readonly previousRun: PreviousRun | undefined;
    readonly dropped: Dropped | undefined;
    /** Wall clock of the last sample in the segments. */
    readonly lastSampleMs: number | undefined;
}
/** Scans the last segment (and the notes of the one before it, when the last has none yet). */
export declare function recover(segments: readonly Segment[]): Recovered;
/** The frame of a numbered record; undefined if this version cannot read it although its checksum is right. */
export declare function frameOf(record: StoredRecord): Batch | Gap | undefined;
/** Wall clock of the last sample in unpacked columns; undefined when they do not decode. */
export declare function sampleTime(columns: Uint8Array): number | undefined;
