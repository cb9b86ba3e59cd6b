import { describe, expect, test } from '@jest/globals';
import { columnGroup, type GroupName } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { decodeColumns2 } from './decode-columns.ts';

type Field = readonly [number, Uint8Array | number[] | string];

/** A message of length-delimited fields. */
function message(...fields: readonly Field[]): Uint8Array {
  const writer = new WireWriter(64);
  for (const [field, content] of fields) {
    writer.field(field, typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content));
  }
  return writer.view().slice();
}

function packed(...numbers: number[]): Uint8Array {
  const writer = new WireWriter(numbers.length * 8);
  for (const number of numbers) writer.varint(number);
  return writer.view().slice();
}

const clocks: readonly Field[] = [
  [1, packed(2000, 2000)],
  [2, packed(2000)],
  [3, packed(1000)],
];

/** Two samples with one group. */
function withGroup(name: GroupName, ...fields: readonly Field[]): Uint8Array {
  return message(...clocks, [columnGroup(name).field, message(...fields)]);
}

/** Two samples that have the group `load` with the given codes of load1_centi. */
const withCodes = (codes: Uint8Array | number[]) => withGroup('load', [2, packed(2, 1)], [3, codes]);
const disks = (layout: Uint8Array) => withGroup('disk', [1, 'sda'], [1, 'sdb'], [2, layout]);
const withReal = (...codes: number[]) =>
  withGroup('metric', [1, 'a'], [2, packed(2, 1, 0)], [3, new Uint8Array(Float64Array.from(codes).buffer)]);
const withIncrement = (codes: number[]) => withGroup('agent', [2, packed(2, 1)], [3, codes]);
/** As protocol 2 has it: with the list of columns without steps. */
const withExact = (exact: Uint8Array, codes: Uint8Array | number[]) =>
  message(
    ...clocks,
    [4, exact],
    [columnGroup('agent').field, message([2, packed(2, 1)], [3, [1]], [4, codes])],
  );
const zeros = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80];
const longest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

describe('hostile columns of protocol 2', () => {
  test('the pieces below make a valid payload', () => {
    const { groups } = decodeColumns2(disks(packed(1, 1, 1, 1, 2, 0, 1)));
    expect(groups[0]).toMatchObject({ deviceNames: ['sda', 'sdb'], deviceOfRow: Uint32Array.of(1, 0, 1) });
    expect(decodeColumns2(withCodes(packed(11, 5))).groups[0]!.values.subarray(0, 2)).toEqual(
      Float64Array.of(5, 7),
    );
    expect(decodeColumns2(withCodes(packed(11, 4))).groups[0]!.values.subarray(0, 2)).toEqual(
      Float64Array.of(5, 3),
    );
    const { groups: agent } = decodeColumns2(withIncrement([0x80, ...zeros, 0x10]));
    expect(agent[0]!.values.subarray(0, 2)).toEqual(
      Float64Array.of(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    );
  });

  test('codes are multiplied by the step unless their column is listed, and not at all without a list', () => {
    const rss = (payload: Uint8Array) => decodeColumns2(payload).groups[0]!.values.subarray(2, 4);
    expect(rss(withExact(packed(0), packed(11)))).toEqual(Float64Array.of(5 * 4096, 10 * 4096));
    expect(rss(withExact(packed(1, columnGroup('agent').field, 4), packed(11)))).toEqual(
      Float64Array.of(5, 10),
    );
    expect(rss(withExact(packed(2, 99, 4, columnGroup('agent').field, 99), packed(11)))[0]).toBe(5 * 4096);
    const old = withGroup('agent', [2, packed(2, 1)], [3, [1]], [4, packed(11)]);
    expect(rss(old)).toEqual(Float64Array.of(5, 10));
  });

  test('reals go on with the last one, whatever is not a number is missing', () => {
    expect(decodeColumns2(withReal(-0.1)).groups[0]!.values.subarray(0, 2)).toEqual(
      Float64Array.of(-0.1, -0.1),
    );
    expect(decodeColumns2(withReal(5e-324, NaN)).groups[0]!.values.subarray(0, 2)).toEqual(
      Float64Array.of(5e-324, NaN),
    );
  });

  test.each([
    ['nothing at all', new Uint8Array(0), 'MALFORMED'],
    ['no samples', message([1, []], [2, []], [3, []]), 'MALFORMED'],
    ['no mono_ms', message([1, packed(2000)], [3, packed(1000)]), 'MALFORMED'],
    ['more clocks than samples', message([1, packed(2)], [2, packed(2, 2)], [3, packed(1)]), 'MALFORMED'],
    ['more intervals than samples', message([1, packed(2)], [2, packed(2)], [3, packed(1, 1)]), 'MALFORMED'],
    ['a time before 1970', message([1, packed(1)], [2, packed(2)], [3, packed(1)]), 'OUT_OF_RANGE'],
    ['ts_ms twice', message([1, packed(2)], ...clocks), 'MALFORMED'],
    ['ts_ms as a varint', Uint8Array.of(0x08, 0x02), 'MALFORMED'],
    ['a field number of 0', message(...clocks, [0, 'x']), 'MALFORMED'],
    ['an unknown wire type', Uint8Array.from([...message(...clocks), (30 << 3) | 6, 1]), 'MALFORMED'],
    ['a group (deprecated)', Uint8Array.from([...message(...clocks), 0xf3, 0x01]), 'MALFORMED'],
    ['a length beyond the end', Uint8Array.of(0x0a, 0xff, 0xff, 0x03), 'MALFORMED'],
    [
      'an unknown field that is cut off',
      Uint8Array.from([...message(...clocks), 0xa2, 0x06, 5, 1]),
      'MALFORMED',
    ],
    [
      'a fixed number that is cut off',
      Uint8Array.from([...message(...clocks), 0xa1, 0x06, 1, 2, 3]),
      'MALFORMED',
    ],
    ['no intervals', message([1, packed(2)], [2, packed(2)], [3, []]), 'MALFORMED'],
    ['an increment column without codes', withIncrement([]), 'MALFORMED'],
    ['a length of 2^53', Uint8Array.from([0x0a, ...longest, 0x3f]), 'OUT_OF_RANGE'],
    ['an overlong varint', withCodes([0x81, 0x80, 0x80, 0x00]), 'MALFORMED'],
    ['a varint of nine bytes', withCodes([...longest, 0xff, 0x01]), 'MALFORMED'],
    ['a varint cut off', withCodes([0x85]), 'MALFORMED'],
    ['a gauge of 2^53', withCodes([...longest, 0x7f]), 'OUT_OF_RANGE'],
    ['a gauge below zero', withCodes(packed(4)), 'OUT_OF_RANGE'],
    ['a gauge that falls below zero', withCodes(packed(11, 12)), 'OUT_OF_RANGE'],
    ['more codes than values', withCodes(packed(1, 1, 1)), 'MALFORMED'],
    ['a column without codes', withCodes([]), 'MALFORMED'],
    ['a column twice', withGroup('load', [2, packed(2, 1)], [3, packed(1)], [3, packed(1)]), 'MALFORMED'],
    [
      'a group twice',
      message(...clocks, [18, message([2, packed(2, 1)])], [18, message([2, packed(2, 1)])]),
      'MALFORMED',
    ],
    ['an exact list without its count', withExact(packed(), [1]), 'MALFORMED'],
    ['an exact list that is cut off', withExact(packed(1, 23), [1]), 'MALFORMED'],
    ['an exact list that goes on', withExact(packed(0, 23, 4), [1]), 'MALFORMED'],
    ['an exact list of millions', withExact(packed(1_000_000), [1]), 'MALFORMED'],
    ['steps up to 2^53', withExact(packed(0), [...longest, 0x1f]), 'OUT_OF_RANGE'],
    ['an increment of 2^53', withIncrement([0x81, ...zeros, 0x10]), 'OUT_OF_RANGE'],
    ['a real cut off', withGroup('metric', [1, 'a'], [2, packed(2, 1, 0)], [3, [0, 0, 0]]), 'MALFORMED'],
    ['more reals than values', withReal(1, 2, 3), 'MALFORMED'],
    ['a real column without codes', withReal(), 'MALFORMED'],
    ['an infinite real', withReal(Infinity), 'OUT_OF_RANGE'],
    ['no layout', withGroup('load', [3, packed(1)]), 'MALFORMED'],
    ['a layout of too few samples', disks(packed(1, 1, 0)), 'MALFORMED'],
    ['a layout of too many samples', disks(packed(3, 1, 0)), 'MALFORMED'],
    ['a run of no samples', disks(packed(0, 0, 2, 1, 0)), 'MALFORMED'],
    ['a device that is not there', disks(packed(2, 1, 2)), 'MALFORMED'],
    ['a device twice in a sample', disks(packed(2, 2, 1, 1)), 'MALFORMED'],
    ['more devices than names', disks(packed(2, 3, 0, 1, 0)), 'MALFORMED'],
    ['two rows without devices', withGroup('load', [2, packed(2, 2)]), 'MALFORMED'],
    ['the same name twice', withGroup('disk', [1, 'sda'], [1, 'sda'], [2, packed(2, 1, 0)]), 'MALFORMED'],
    ['a name with NUL', withGroup('disk', [1, 'a\0'], [2, packed(2, 1, 0)]), 'MALFORMED'],
    ['a name that is not UTF-8', withGroup('disk', [1, [0xc3]], [2, packed(2, 1, 0)]), 'MALFORMED'],
    ['a name too long', withGroup('disk', [1, 'x'.repeat(513)], [2, packed(2, 1, 0)]), 'TOO_LARGE'],
    [
      'too few labels',
      withGroup('filesystem', [1, '/'], [1, '/home'], [9, 'sda'], [2, packed(2, 1, 0)]),
      'MALFORMED',
    ],
  ])('refuses %s', (_, payload, code) => {
    expect(() => decodeColumns2(payload)).toThrow(expect.objectContaining({ name: 'ProtocolError', code }));
  });

  test('the same mount point twice in one sample is refused, whatever its labels', () => {
    const labels = [
      [9, 'sda'],
      [9, 'sdb'],
      [10, 'ext4'],
      [10, 'ext4'],
    ] as const;
    const twice = withGroup('filesystem', [1, '/'], [1, '/'], ...labels, [2, packed(2, 2, 0, 1)]);
    expect(() => decodeColumns2(twice)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });

  test('devices may have the names of what every object has', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const fields = names.map((name): Field => [1, name]);
    const { groups } = decodeColumns2(withGroup('disk', ...fields, [2, packed(2, 3, 0, 1, 2)]));
    expect(groups[0]).toMatchObject({ deviceNames: names, deviceOfRow: Uint32Array.of(0, 1, 2, 0, 1, 2) });
  });

  test('unknown fields, columns and groups are skipped', () => {
    const load = message([2, packed(2, 1)], [3, packed(11)], [99, 'a column of a newer agent']);
    const known = message(...clocks, [18, load], [40, message([2, packed(2, 1)])]);
    const varint = [0xe0, 0x04, ...longest, 0xff, 0xff, 0x01]; // field 76, a varint of ten bytes
    const fixed = [0xe1, 0x04, 1, 2, 3, 4, 5, 6, 7, 8, 0xe5, 0x04, 1, 2, 3, 4];
    const { groups } = decodeColumns2(Uint8Array.from([...known, ...varint, ...fixed]));
    expect(groups.map(({ name }) => name)).toEqual(['load']);
  });

  test('a group that no sample has is left out', () => {
    expect(decodeColumns2(withGroup('load', [2, packed(2, 0)])).groups).toEqual([]);
  });

  test('rows are held against the limit before anything is allocated for them', () => {
    const names = Array.from({ length: 4000 }, (_, i) => [1, `${i}`] as const);
    const indexes = packed(...names.keys());
    const manySamples = packed(...Array.from({ length: 10_000 }, () => 0));
    const layout = Uint8Array.from([...packed(10_000, 4000), ...indexes]);
    const payload = message(
      [1, manySamples],
      [2, packed(0)],
      [3, packed(0)],
      [17, message(...names, [2, layout])],
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodeColumns2(payload)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test('values are limited over all groups together', () => {
    const samples = 9000;
    const clock = packed(...Array.from({ length: samples }, () => 0));
    const group = (columns: number) => Math.floor(protocolLimits.maxBatchValues / 2 / samples / columns) + 1;
    const one = (name: GroupName): [number, Uint8Array] => {
      const devices = group(columnGroup(name).columns.length);
      const names = Array.from({ length: devices }, (_, i) => [1, `${i}`] as const);
      return [columnGroup(name).field, message(...names, [2, packed(samples, devices, ...names.keys())])];
    };
    const half = message([1, clock], [2, packed(0)], [3, packed(0)], one('disk'));
    expect(decodeColumns2(half).groups).toHaveLength(1);
    const both = message([1, clock], [2, packed(0)], [3, packed(0)], one('disk'), one('network'));
    expect(() => decodeColumns2(both)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });

  test.each([
    ['samples', message([1, new Uint8Array(10_001)], [2, packed(0)], [3, packed(0)])],
    ['devices', withGroup('disk', ...Array.from({ length: 4097 }, (_, i) => [1, `${i}`] as const))],
    ['bytes', new Uint8Array(protocolLimits.maxRawBytes + 1)],
  ])('more %s than the limit are refused', (_, payload) => {
    expect(() => decodeColumns2(payload)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });

  test('the worst megabyte takes less than two seconds of CPU', () => {
    const tinyFields = new Uint8Array(protocolLimits.maxFrameBytes).fill(0);
    for (let i = 0; i < tinyFields.length; i += 2) tinyFields[i] = (14 << 3) | 2; // an empty unknown field
    const runs = packed(...Array.from({ length: 10_000 }, () => [1, 0]).flat());
    const clock = new Uint8Array(10_000);
    const groups = [16, 18, 19, 23].map((field) => [field, message([2, runs])] as const);
    const began = process.cpuUsage(); // not the clock: the machine may be busy
    expect(() => decodeColumns2(tinyFields)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
    decodeColumns2(message([1, clock], [2, packed(0)], [3, packed(0)], ...groups));
    const { user, system } = process.cpuUsage(began);
    expect(user + system).toBeLessThan(2_000_000);
  });
});
