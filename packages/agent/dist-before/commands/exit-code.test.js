import { expect, test } from '@jest/globals';
import { HostwireError } from '@hostwire/runtime';
import { exitCodeOf } from "./exit-code.js";
test.each([
    ['TOKEN_MALFORMED', 2],
    ['COLLECTOR_INVALID', 2],
    ['UNREACHABLE', 3],
    ['TIMED_OUT', 3],
    ['PIN_MISMATCH', 4],
    ['TOKEN_EXPIRED', 4],
    ['KEY_MISMATCH', 4],
    ['ALREADY_ENROLLED', 1],
    ['STATE_LOCKED', 1],
])('%s: %d', (code, expected) => {
    expect(exitCodeOf(new HostwireError(code, ''))).toBe(expected);
});
//# sourceMappingURL=exit-code.test.js.map