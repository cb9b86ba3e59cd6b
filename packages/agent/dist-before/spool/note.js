export function toPayload(content) {
    return Buffer.from(JSON.stringify(content), 'utf8');
}
/** undefined: not what this version writes. */
export function toPreviousRun(note) {
    const content = parse(note.payload);
    if (typeof content['bootId'] !== 'string')
        return undefined;
    return { bootId: content['bootId'], stopped: note.type === 'stopped' };
}
export function toDropped(payload) {
    const { firstSeq, lastSeq, fromMs, toMs, prevHash } = parse(payload);
    if (typeof firstSeq !== 'number' || typeof lastSeq !== 'number')
        return undefined;
    if (typeof fromMs !== 'number' || typeof toMs !== 'number' || typeof prevHash !== 'string')
        return undefined;
    return { firstSeq, lastSeq, fromMs, toMs, prevHash };
}
function parse(payload) {
    try {
        const content = JSON.parse(Buffer.from(payload).toString('utf8'));
        return typeof content === 'object' && content !== null ? { ...content } : {};
    }
    catch {
        return {}; // a note is a convenience: without it the reason of an absence is less exact
    }
}
//# sourceMappingURL=note.js.map