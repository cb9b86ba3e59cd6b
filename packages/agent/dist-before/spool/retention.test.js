import { describe, expect, test } from '@jest/globals';
import { defaultLimits, limitsFor, retire } from "./retention.js";
const limits = {
    spoolBytes: 100,
    segmentBytes: 10,
    backlogBytes: 10,
    graceMs: 1000,
    graceBytes: 30,
};
const segments = (...ackedMs) => ackedMs.map((each) => ({ bytes: 10, ackedMs: each }));
describe('retire', () => {
    test('keeps acknowledged segments for the grace time', () => {
        expect(retire(segments(0, 500, undefined), limits, 999)).toEqual({ expired: 0, dropped: 0 });
        expect(retire(segments(0, 500, undefined), limits, 1000)).toEqual({ expired: 1, dropped: 0 });
    });
    test('and only so many bytes of them', () => {
        expect(retire(segments(0, 0, 0, 0, 0, undefined), limits, 1)).toEqual({ expired: 2, dropped: 0 });
    });
    test('beyond the size limit acknowledged ones go first, then the oldest others, never the last', () => {
        const tight = { ...limits, spoolBytes: 25 };
        expect(retire(segments(0, undefined, undefined), tight, 1)).toEqual({ expired: 1, dropped: 0 });
        expect(retire(segments(undefined, undefined, undefined, undefined), tight, 1)).toEqual({
            expired: 0,
            dropped: 2,
        });
        expect(retire(segments(undefined), { ...limits, spoolBytes: 1 }, 1)).toEqual({ expired: 0, dropped: 0 });
        expect(retire([], limits, 1)).toEqual({ expired: 0, dropped: 0 });
    });
});
test.each([
    [2 ** 40, defaultLimits.spoolBytes, defaultLimits.segmentBytes],
    [2 ** 30, Math.floor(2 ** 30 * 0.05), 4 * 2 ** 20],
    [2 ** 24, 4 * 2 ** 20, 2 ** 19],
])('a file system of %d bytes', (fileSystemBytes, spoolBytes, segmentBytes) => {
    expect(limitsFor(fileSystemBytes)).toMatchObject({ spoolBytes, segmentBytes });
});
//# sourceMappingURL=retention.test.js.map