import { batchHash, encodeFrame } from '@hostwire/protocol';
/**
 * What has its number but is not on the disk yet: for milliseconds while a sync runs, for longer when the disk is full
 * or broken. None of it was sent, so its numbers may still be given to other content: when it outgrows `limitBytes`
 * the older half becomes one gap and the rest is chained anew.
 */
export class Backlog {
    #epoch;
    #limitBytes;
    #entries = [];
    #bytes = 0;
    /** The oldest of the entries that are being written: they keep what they are. */
    #taken = 0;
    #start;
    #end;
    /** `end` is the last of the sequence that is on the disk. */
    constructor(epoch, end, limitBytes) {
        this.#epoch = epoch;
        this.#start = end;
        this.#end = end;
        this.#limitBytes = limitBytes;
    }
    /** What is on the disk ends here. */
    get start() {
        return this.#start;
    }
    /** The last number given and the hash of its frame. */
    get end() {
        return this.#end;
    }
    get isEmpty() {
        return this.#entries.length === 0;
    }
    get frames() {
        return this.#entries.flatMap(({ frame }) => frame ?? []);
    }
    place(unplaced) {
        const seq = this.#end.seq + 1;
        const prevHash = this.#end.hash;
        this.#push(unplaced.type === 'batch'
            ? { ...unplaced, seq, prevHash }
            : { ...unplaced, firstSeq: seq, lastSeq: seq, prevHash });
        if (this.#bytes > this.#limitBytes)
            this.#shrink();
    }
    addNote(type, payload) {
        this.#entries.push({ record: { type, seq: this.#end.seq, payload }, end: this.#end });
        this.#bytes += payload.length;
    }
    /**
     * The oldest records, together at most `limitBytes` unless the first alone is longer. They do not change until
     * `remove` (they are on the disk) or `putBack` (they are not).
     */
    take(limitBytes) {
        const records = [];
        let bytes = 0;
        for (const { record } of this.#entries) {
            bytes += record.payload.length;
            if (records.length > 0 && bytes > limitBytes)
                break;
            records.push(record);
        }
        this.#taken = records.length;
        return records;
    }
    remove() {
        for (const { record, end } of this.#entries.splice(0, this.#taken)) {
            this.#bytes -= record.payload.length;
            this.#start = end;
        }
        this.#taken = 0;
    }
    putBack() {
        this.#taken = 0;
    }
    #push(frame) {
        const payload = encodeFrame(frame);
        const seq = frame.type === 'batch' ? frame.seq : frame.lastSeq;
        const end = { seq, hash: batchHash(this.#epoch, frame) };
        this.#entries.push({ record: { type: frame.type, seq, payload }, frame, end });
        this.#bytes += payload.length;
        this.#end = end;
    }
    #shrink() {
        const waiting = this.#entries.slice(this.#taken);
        const frames = waiting.flatMap(({ frame }) => frame ?? []);
        const [oldest, ...lost] = frames.splice(0, Math.ceil(frames.length / 2));
        if (oldest === undefined)
            return;
        const newest = lost.at(-1) ?? oldest;
        const base = this.#entries[this.#taken - 1]?.end ?? this.#start;
        const notes = waiting
            .filter(({ frame }) => frame === undefined)
            .map(({ record }) => ({ record, end: base }));
        this.#entries = [...this.#entries.slice(0, this.#taken), ...notes];
        this.#bytes = this.#entries.reduce((sum, { record }) => sum + record.payload.length, 0);
        this.#push(gapOver(oldest, newest, frames[0]?.createdMs ?? newest.createdMs));
        for (const frame of frames)
            this.#push({ ...frame, prevHash: this.#end.hash });
    }
}
function gapOver(oldest, newest, untilMs) {
    const fromMs = oldest.type === 'gap' ? oldest.fromMs : oldest.createdMs;
    return {
        type: 'gap',
        firstSeq: oldest.type === 'gap' ? oldest.firstSeq : oldest.seq,
        lastSeq: newest.type === 'gap' ? newest.lastSeq : newest.seq,
        day: newest.day,
        fromMs,
        toMs: Math.max(fromMs, untilMs),
        reason: 'spool_full',
        prevHash: oldest.prevHash,
        createdMs: newest.createdMs,
    };
}
//# sourceMappingURL=backlog.js.map