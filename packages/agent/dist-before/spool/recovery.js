/** What the files of a spool say when it is opened. Reads only. */
import { batchHash, decodeColumns, decodeFrame, unpackPayload, zeroHash, } from '@hostwire/protocol';
import { toDropped, toPreviousRun } from "./note.js";
import { isNumbered } from "./segment.js";
/** Scans the last segment (and the notes of the one before it, when the last has none yet). */
export function recover(segments) {
    const last = segments.at(-1);
    const { epoch, firstSeq, prevHash } = last.header;
    const { records, damagedTail } = last.scan();
    const notes = records.some((record) => !isNumbered(record))
        ? records
        : [...(segments.at(-2)?.scan().records ?? []), ...records];
    let end = { seq: firstSeq - 1, hash: prevHash };
    let lastSampleMs;
    const lastNumbered = records.findLast(isNumbered);
    if (lastNumbered !== undefined) {
        const frame = frameOf(lastNumbered);
        end = { seq: lastNumbered.seq, hash: frame === undefined ? zeroHash : batchHash(epoch, frame) };
        lastSampleMs = frame && (frame.type === 'gap' ? frame.toMs : lastSampleOf(frame));
    }
    const damagedSeq = damagedTail?.seq === end.seq + 1 ? damagedTail.seq : undefined;
    const runNote = notes.findLast((note) => note.type === 'started' || note.type === 'stopped');
    const dropped = notes.findLast((note) => note.type === 'dropped');
    return {
        end,
        damagedSeq,
        lastSampleMs,
        previousRun: runNote && toPreviousRun(runNote),
        dropped: dropped && toDropped(dropped.payload),
    };
}
/** The frame of a numbered record; undefined if this version cannot read it although its checksum is right. */
export function frameOf(record) {
    try {
        const frame = decodeFrame(record.payload);
        return frame.type === 'batch' || frame.type === 'gap' ? frame : undefined;
    }
    catch {
        return undefined; // written by another version: treated like a damaged record by the caller
    }
}
function lastSampleOf(batch) {
    try {
        return sampleTime(unpackPayload(batch)) ?? batch.createdMs;
    }
    catch {
        return batch.createdMs; // the next best answer to "when was the last sample"
    }
}
/** Wall clock of the last sample in unpacked columns; undefined when they do not decode. */
export function sampleTime(columns) {
    try {
        return decodeColumns(columns).tsMs.at(-1);
    }
    catch {
        return undefined; // a checksum that is right over columns that are not: written by another version
    }
}
//# sourceMappingURL=recovery.js.map