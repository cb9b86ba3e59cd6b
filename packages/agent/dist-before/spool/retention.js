const MiB = 1024 * 1024;
const smallestSpoolBytes = 4 * MiB;
const shareOfFileSystem = 0.05;
export const defaultLimits = {
    spoolBytes: 512 * MiB,
    segmentBytes: 4 * MiB,
    backlogBytes: 8 * MiB,
    graceMs: 15 * 60_000,
    graceBytes: 64 * MiB,
};
/** The limits for a file system of this size: 512 MiB or 5 % of it if that is less, in at least eight segments. */
export function limitsFor(fileSystemBytes) {
    const share = Math.floor(fileSystemBytes * shareOfFileSystem);
    const spoolBytes = Math.min(defaultLimits.spoolBytes, Math.max(smallestSpoolBytes, share));
    return { ...defaultLimits, spoolBytes, segmentBytes: Math.min(defaultLimits.segmentBytes, spoolBytes / 8) };
}
/**
 * How many of the oldest segments go. The last is never among them: it is being written.
 * `expired` were acknowledged and have had their grace; `dropped` go after those because of the size limit.
 */
export function retire(segments, limits, monoMs) {
    const closed = segments.slice(0, -1);
    const firstUnacked = closed.findIndex((segment) => segment.ackedMs === undefined);
    const acked = firstUnacked < 0 ? closed : closed.slice(0, firstUnacked);
    let graceBytes = acked.reduce((sum, segment) => sum + segment.bytes, 0);
    let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
    let expired = 0;
    for (const segment of acked) {
        const inGrace = monoMs - segment.ackedMs < limits.graceMs && graceBytes <= limits.graceBytes;
        if (inGrace && bytes <= limits.spoolBytes)
            break;
        graceBytes -= segment.bytes;
        bytes -= segment.bytes;
        expired++;
    }
    let dropped = 0;
    for (const segment of closed.slice(expired)) {
        if (bytes <= limits.spoolBytes)
            break;
        bytes -= segment.bytes;
        dropped++;
    }
    return { expired, dropped };
}
//# sourceMappingURL=retention.js.map