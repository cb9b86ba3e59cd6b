import { expect, test } from '@jest/globals';
import { BootTime, parseUptime } from "./boot-time.js";
import { TextFile } from "./recorded-proc.js";
function host() {
    const clock = { ms: 5_000, lookMs: 0, nowMs: () => 0, monoMs: () => clock.ms };
    const file = new TextFile('');
    const read = file.read.bind(file);
    file.read = () => {
        clock.ms += clock.lookMs;
        return read();
    };
    const time = new BootTime(clock, file);
    const look = (monoMs, uptime) => {
        clock.ms = monoMs;
        file.text = uptime;
        time.look();
        return time.monoMs();
    };
    return { clock, look };
}
test('counts with the fine clock while the host is awake', () => {
    const { look } = host();
    expect(look(5_000, '100.00 1.00')).toBe(5_000);
    expect(look(6_000.4, '100.99 1.00')).toBe(6_000.4);
    expect(look(7_000.2, '102.01 1.00')).toBe(7_000.2);
});
test('adds the time that the host slept, once', () => {
    const { look } = host();
    look(5_000, '100.00 1.00');
    expect(look(6_000, '3701.00 1.00')).toBe(3_606_000);
    expect(look(7_000, '3702.00 1.00')).toBe(3_607_000);
    expect(look(8_000, '7303.00 1.00')).toBe(7_208_000);
});
test('a look in whose middle the process stood still is no sleep', () => {
    const { clock, look } = host();
    look(5_000, '100.00 1.00');
    clock.lookMs = 400;
    expect(look(6_000, '101.40 1.00')).toBe(6_400);
    clock.lookMs = 0;
    expect(look(7_000, '102.00 1.00')).toBe(7_000);
});
test('never goes back when the uptime does', () => {
    const { look } = host();
    look(5_000, '100.00 1.00');
    expect(look(6_000, '3701.00 1.00')).toBe(3_606_000);
    expect(look(7_000, '1.00 1.00')).toBe(3_607_000);
});
test('refuses what is no uptime', () => {
    expect(parseUptime(Buffer.from('1285.38 2371.50\n'))).toBe(1_285_380);
    expect(() => host().look(5_000, 'nonsense')).toThrow(expect.objectContaining({ code: 'KERNEL_FILE_MALFORMED' }));
});
//# sourceMappingURL=boot-time.test.js.map