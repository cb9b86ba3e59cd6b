import { expect, test } from '@jest/globals';
import { TextFile } from '../../testing/recorded-proc.ts';
import { BootTime, parseUptime } from './boot-time.ts';

function host() {
  const clock = { ms: 5_000, wallAheadMs: 0, lookMs: 0, looks: 0, nowMs, monoMs: () => clock.ms };
  function nowMs(): number {
    return clock.ms + clock.wallAheadMs;
  }
  const file = new TextFile('');
  const read = file.read.bind(file);
  file.read = () => {
    clock.looks++;
    clock.ms += clock.lookMs;
    return read();
  };
  const time = new BootTime(clock, file);
  const look = (monoMs: number, uptime: string, wallAheadMs = clock.wallAheadMs) => {
    clock.ms = monoMs;
    clock.wallAheadMs = wallAheadMs;
    file.text = uptime;
    time.observe();
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
  expect(look(6_000, '3701.00 1.00', 3_600_000)).toBe(3_606_000);
  expect(look(7_000, '3702.00 1.00')).toBe(3_607_000);
  expect(look(8_000, '7303.00 1.00', 7_200_000)).toBe(7_208_000);
});

test('the shortest sleep that counts is seen at once', () => {
  const { look } = host();
  look(5_000, '100.00 1.00');
  expect(look(6_000, '101.11 1.00', 110)).toBe(6_110);
});

test('a sleep that a change of the wall clock hides is seen ten seconds later', () => {
  const { look } = host();
  look(5_000, '100.00 1.00');
  expect(look(6_000, '3701.00 1.00')).toBe(6_000);
  expect(look(15_000, '3710.00 1.00')).toBe(3_615_000);
});

test('a wall clock that was set is no sleep', () => {
  const { look } = host();
  look(5_000, '100.00 1.00');
  expect(look(6_000, '101.00 1.00', 3_600_000)).toBe(6_000);
  expect(look(7_000, '102.00 1.00', -3_600_000)).toBe(7_000);
});

test('the file is read when the clocks moved apart, and every ten seconds', () => {
  const { clock, look } = host();
  look(5_000, '100.00 1.00');
  for (let second = 6; second < 15; second++) look(1_000 * second, '1.00 1.00', second);
  expect(clock.looks).toBe(1);
  look(15_000, '110.00 1.00');
  expect(clock.looks).toBe(2);
  look(16_000, '111.00 1.00', 1_000);
  expect(clock.looks).toBe(3);
});

test('a look in whose middle the process stood still is no sleep', () => {
  const { clock, look } = host();
  look(5_000, '100.00 1.00');
  clock.lookMs = 400;
  expect(look(15_000, '110.40 1.00')).toBe(15_400);
  clock.lookMs = 0;
  expect(look(16_000, '111.00 1.00')).toBe(16_000);
});

test('never goes back when the uptime does', () => {
  const { look } = host();
  look(5_000, '100.00 1.00');
  expect(look(6_000, '3701.00 1.00', 3_600_000)).toBe(3_606_000);
  expect(look(7_000, '1.00 1.00', 0)).toBe(3_607_000);
});

test('refuses what is no uptime', () => {
  expect(parseUptime(Buffer.from('1285.38 2371.50\n'))).toBe(1_285_380);
  expect(() => host().look(5_000, 'nonsense')).toThrow(
    expect.objectContaining({ code: 'KERNEL_FILE_MALFORMED' }),
  );
});
