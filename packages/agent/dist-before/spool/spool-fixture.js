import { createLogger } from '@hostwire/runtime';
import { Spool } from "./spool.js";
export const spoolPath = '/spool';
export const smallLimits = {
    spoolBytes: 64 * 1024,
    segmentBytes: 4096,
    backlogBytes: 16 * 1024,
    graceMs: 60_000,
    graceBytes: 16 * 1024,
};
export const silentLogger = createLogger({ name: 'test', level: 'silent' });
export class HeldClock {
    now = 1_700_000_000_000;
    mono = 1_000_000;
    nowMs() {
        return this.now;
    }
    monoMs() {
        return this.mono;
    }
    advance(ms) {
        this.now += ms;
        this.mono += ms;
    }
}
/** A sample that is told from others by its load. */
export function sampleOf(mark, tsMs = 1_700_000_000_000 + mark * 1000) {
    const values = Float64Array.of(mark, 2, 3, 4);
    return { tsMs, monoMs: mark * 1000, intervalMs: 1000, readings: { load: { devices: [''], values } } };
}
let epochs = 0;
/** A new process on the spool; the one before it is killed at whatever it was doing. */
export function openSpool(fileSystem, options = {}) {
    const { limits = {}, clock = new HeldClock(), bootId = 'boot-1', firstEpoch } = options;
    const given = firstEpoch === undefined ? [] : [firstEpoch];
    return Spool.open(spoolPath, {
        fileSystem: fileSystem.process(),
        clock,
        bootId,
        logger: silentLogger,
        limits: { ...smallLimits, ...limits },
        newEpoch: () => given.shift() ?? (++epochs).toString(16).padStart(16, '0'),
    });
}
/** Seals one batch of one sample per mark. */
export async function sealMarks(spool, marks) {
    for (const mark of marks) {
        spool.appendDraft(sampleOf(mark));
        await spool.seal();
    }
}
//# sourceMappingURL=spool-fixture.js.map