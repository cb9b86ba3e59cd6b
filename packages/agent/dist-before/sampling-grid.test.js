import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextInstantMs, phaseOf } from "./sampling-grid.js";
test('phases spread between 100 and 900 ms', () => {
    const phases = Array.from({ length: 500 }, (_, index) => phaseOf(`agent-${index}`));
    expect(Math.min(...phases)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...phases)).toBeLessThan(900);
    expect(new Set(phases.map((phase) => Math.floor(phase / 100))).size).toBe(8);
    expect(phaseOf('agent-1')).toBe(phases[1]);
});
test('every second holds exactly one instant, with timers a little early or late', () => {
    fc.assert(fc.property(fc.integer({ min: 100, max: 899 }), fc.array(fc.integer({ min: -3, max: 40 }), { minLength: 50, maxLength: 50 }), (phase, jitters) => {
        let nowMs = nextInstantMs(1_700_000_000_123, 1000, phase);
        const seconds = jitters.map((jitter) => {
            const firedMs = nowMs + jitter;
            nowMs = nextInstantMs(firedMs, 1000, phase);
            return Math.floor(firedMs / 1000);
        });
        expect(seconds.slice(1).map((second, index) => second - seconds[index])).toEqual(Array(49).fill(1));
    }));
});
test('a wall clock that was set is followed', () => {
    expect(nextInstantMs(5_000, 1000, 250)).toBe(5_250);
    expect(nextInstantMs(1_000_000, 10_000, 250)).toBe(1_000_250);
});
//# sourceMappingURL=sampling-grid.test.js.map