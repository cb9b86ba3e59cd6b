import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { named, TextFile } from '../../../testing/recorded-proc.ts';
import { MemoryGroup } from './memory.ts';

const kib = 1024;

function memoryOf(lines: Record<string, string>, arc?: { size: number; minimum: number }) {
  const text = Object.entries(lines).map(([key, value]) => `${`${key}:`.padEnd(16)}${value} kB\n`);
  const stat = (name: string, value: number) => `${name.padEnd(31)} ${'4'.padEnd(4)} ${value}\n`;
  const group = new MemoryGroup({
    meminfo: new TextFile(text.join('')),
    vmstat: new TextFile('pgfault 1\n'),
    ...(arc && {
      arcstats: new TextFile(
        `13 1 0x01 123 33456 8 99\nname type data\n${stat('c', 9)}${stat('c_min', arc.minimum)}${stat('size', arc.size)}`,
      ),
    }),
  });
  const reading = group.read().memory!;
  return { values: named('memory', reading)['']!, issue: group.issue };
}

test('a swap that lxcfs gets wrong costs that value only, which is named', () => {
  const { values, issue } = memoryOf({
    MemTotal: '524288',
    MemFree: '1000',
    SwapTotal: '0',
    SwapFree: '18446744073709551488',
  });
  expect(values).toMatchObject({
    total_bytes: 524_288 * kib,
    free_bytes: 1000 * kib,
    swap_total_bytes: 0,
    swap_free_bytes: null,
  });
  expect(issue).toMatchObject({ group: 'memory', code: 'VALUE_IMPOSSIBLE' });
  expect(issue!.message).toContain('swap_free_bytes');
});

test('property: whatever meminfo says, no part is more than its whole', () => {
  const number = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 99n }));
  const keys = ['MemFree', 'MemAvailable', 'SwapTotal', 'SwapFree'] as const;
  fc.assert(
    fc.property(fc.tuple(number, number, number, number), (numbers) => {
      const lines = Object.fromEntries(keys.map((key, i) => [key, String(numbers[i])]));
      const { values } = memoryOf({ MemTotal: '1000', ...lines });
      expect(values['free_bytes'] ?? 0).toBeLessThanOrEqual(1000 * kib);
      expect(values['available_bytes'] ?? 0).toBeLessThanOrEqual(1000 * kib);
      expect(values['swap_free_bytes'] ?? 0).toBeLessThanOrEqual(values['swap_total_bytes']!);
    }),
  );
});

const gib = 1024 * 1024;
const zfsHost = { MemTotal: `${32 * gib}`, MemFree: `${gib}`, MemAvailable: `${gib}` };

test('the cache of ZFS above its minimum is available', () => {
  const { values } = memoryOf(zfsHost, { size: 27 * gib * kib, minimum: gib * kib });
  expect(values['available_bytes']).toBe(27 * gib * kib); // 16 % used, not 97
  expect(values['free_bytes']).toBe(gib * kib);
});

test('a cache below its minimum, or one that would be more than there is, adds nothing', () => {
  expect(memoryOf(zfsHost, { size: gib, minimum: 2 * gib }).values['available_bytes']).toBe(gib * kib);
  expect(memoryOf(zfsHost, { size: 64 * gib * kib, minimum: 0 }).values['available_bytes']).toBe(gib * kib);
});
