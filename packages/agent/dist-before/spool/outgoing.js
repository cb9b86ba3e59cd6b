import { encodeFrame, utcDay, zeroHash } from '@hostwire/protocol';
import { frameOf } from "./recovery.js";
/**
 * The frame that starts at a number on the disk: the record as it was sealed, or, where there is none any more, a gap
 * up to the next record that can be read. Such gaps are made when they are needed: nothing has to be written for them.
 */
export function readOutgoing(folder, seq, context) {
    const place = folder.holding(seq);
    if (place === undefined)
        return beforeTheFirst(folder, seq, context);
    const lastHere = (place.nextFirstSeq ?? context.lastSeq + 1) - 1;
    const { record, before } = place.segment.find(seq);
    const next = record !== undefined && record.seq <= lastHere ? record : undefined;
    const stored = next && storedAt(seq, next);
    if (stored !== undefined)
        return stored;
    const header = (folder.holding(lastHere + 1) ?? place).segment.header;
    return lost('spool_damaged', {
        firstSeq: seq,
        lastSeq: lastLost(next) ?? lastHere,
        fromMs: createdMsOf(before) ?? place.segment.header.createdMs,
        toMs: createdMsOf(next) ?? header.createdMs,
        prevHash: hashBefore(folder, seq),
    });
}
/** The number before the next record that can be read, or of one that cannot. */
function lastLost(next) {
    const frame = next && frameOf(next);
    return frame === undefined ? next?.seq : firstOf(frame) - 1;
}
function createdMsOf(record) {
    return record && frameOf(record)?.createdMs;
}
/** What a record says about a number; undefined when it can not be read or starts behind it. */
function storedAt(seq, record) {
    const frame = frameOf(record);
    if (frame === undefined || firstOf(frame) > seq)
        return undefined;
    if (firstOf(frame) === seq)
        return { type: frame.type, firstSeq: seq, lastSeq: record.seq, bytes: record.payload };
    return frame.type === 'gap' ? gap({ ...frame, firstSeq: seq }) : undefined;
}
function beforeTheFirst(folder, seq, { dropped, nowMs }) {
    const oldest = folder.segments[0].header;
    const lastSeq = oldest.firstSeq - 1;
    if (dropped !== undefined && seq >= dropped.firstSeq && lastSeq <= dropped.lastSeq) {
        const prevHash = seq === dropped.firstSeq ? dropped.prevHash : zeroHash;
        return lost('spool_full', { ...dropped, firstSeq: seq, lastSeq, prevHash });
    }
    const toMs = Math.min(oldest.createdMs, nowMs);
    return lost('database_lost', { firstSeq: seq, lastSeq, fromMs: toMs, toMs, prevHash: zeroHash });
}
/** Known only where a segment starts; zeros elsewhere. */
function hashBefore(folder, seq) {
    const header = folder.holding(seq)?.segment.header;
    return header?.firstSeq === seq ? header.prevHash : zeroHash;
}
function lost(reason, numbers) {
    const toMs = Math.max(numbers.fromMs, numbers.toMs);
    return gap({ type: 'gap', ...numbers, toMs, day: utcDay(toMs), reason, createdMs: toMs });
}
function gap(frame) {
    return { type: 'gap', firstSeq: frame.firstSeq, lastSeq: frame.lastSeq, bytes: encodeFrame(frame) };
}
function firstOf(frame) {
    return frame.type === 'gap' ? frame.firstSeq : frame.seq;
}
//# sourceMappingURL=outgoing.js.map