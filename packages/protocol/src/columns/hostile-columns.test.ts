import { describe, expect, test } from '@jest/globals';
import { columnGroup, columnGroups, type GroupName } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { decodeColumns } from './decode-columns.ts';
import { tableFields } from './table-message.ts';

interface Parts {
  /** Numbers, or bytes that are to be none. */
  readonly codes?: readonly number[] | Uint8Array;
  readonly reals?: readonly number[] | Uint8Array;
  readonly texts?: string | Uint8Array;
  readonly shape?: readonly number[] | Uint8Array;
}

function packed(numbers: readonly number[]): Uint8Array {
  const writer = new WireWriter(numbers.length * 8);
  for (const number of numbers) writer.varint(number);
  return writer.view().slice();
}

const bytesOf = (numbers: readonly number[] | Uint8Array) =>
  numbers instanceof Uint8Array ? numbers : packed(numbers);

function table({ codes = [], reals = [], texts = '', shape = [] }: Parts): Uint8Array {
  const writer = new WireWriter(64);
  writer.field(tableFields.codes, bytesOf(codes));
  writer.field(
    tableFields.reals,
    reals instanceof Uint8Array ? reals : new Uint8Array(Float64Array.from(reals).buffer),
  );
  writer.field(tableFields.texts, typeof texts === 'string' ? Buffer.from(texts) : texts);
  writer.field(tableFields.shape, bytesOf(shape));
  return writer.view().slice();
}

/** Two samples, 1000 ms apart: codes of intervals and clocks. */
const clocks = [2000, 0, 0, 0, 0, 0];
const field = (name: GroupName) => columnGroup(name).field;
const load = field('load');
const disk = field('disk');

/** Two samples that have `load` with one column of these codes. */
const withCodes = (...codes: number[]) =>
  table({ codes: [...clocks, ...codes], shape: [2, load, 0, 2, 1, 1, 2] });
/** The same, with the codes as bytes. */
const withBytes = (...codes: number[]) =>
  table({ codes: Uint8Array.from([...packed(clocks), ...codes]), shape: [2, load, 0, 2, 1, 1, 2] });
/** Two samples of these disks, without columns. */
const disks = (texts: string | Uint8Array, count: number, layout: number[]) =>
  table({ codes: clocks, texts, shape: [2, disk, 1, count, ...layout, 0] });
const withReals = (reals: number[] | Uint8Array) =>
  table({ codes: clocks, reals, texts: 'a\0\0\0', shape: [2, field('metric'), 3, 1, 2, 1, 0, 1, 4] });
const withShape = (...shape: number[]) => table({ codes: clocks, shape });
const agentIn = (state: number, ...codes: number[]) =>
  table({ codes: [...clocks, ...codes], shape: [2, field('agent'), 0, 2, 1, 2, 0, state] });
const longest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

const valuesOf = (payload: Uint8Array, column = 0) =>
  decodeColumns(payload).groups[0]!.values.slice(2 * column, 2 * column + 2);

describe('hostile tables', () => {
  test('the pieces below make a valid payload', () => {
    const { groups, ...rest } = decodeColumns(disks('sda\0sdb\0', 2, [1, 1, 1, 1, 2, 0, 1]));
    expect(rest).toEqual({
      samples: 2,
      intervalMs: Float64Array.of(1000, 1000),
      tsMs: Float64Array.of(1000, 2000),
      monoMs: Float64Array.of(1000, 2000),
    });
    expect(groups[0]).toMatchObject({ deviceNames: ['sda', 'sdb'], deviceOfRow: Uint32Array.of(1, 0, 1) });
    expect(valuesOf(withCodes(11, 5))).toEqual(Float64Array.of(5, 7));
    expect(valuesOf(withCodes(11, 4))).toEqual(Float64Array.of(5, 3));
    expect(valuesOf(withReals([-0.1, NaN]))).toEqual(Float64Array.of(-0.1, NaN));
  });

  test('a column is missing, zero, as it is or in steps, as its state says', () => {
    expect(valuesOf(agentIn(0), 1)).toEqual(Float64Array.of(NaN, NaN));
    expect(valuesOf(agentIn(1), 1)).toEqual(Float64Array.of(0, 0));
    expect(valuesOf(agentIn(2, 11, 11), 1)).toEqual(Float64Array.of(5, 10));
    expect(valuesOf(agentIn(3, 11, 11), 1)).toEqual(Float64Array.of(5 * 4096, 10 * 4096));
  });

  test.each([
    ['nothing at all', new Uint8Array(0), 'MALFORMED'],
    ['no samples', withShape(0), 'MALFORMED'],
    ['too few clocks', table({ codes: clocks.slice(1), shape: [2] }), 'MALFORMED'],
    ['more codes than the shape has', withShape(1), 'MALFORMED'],
    ['more reals than the shape has', withReals([1, 2, 3]), 'MALFORMED'],
    ['more texts than the shape has', disks('sda\0sdb\0', 1, [2, 1, 0]), 'MALFORMED'],
    ['a time before 1970', table({ codes: [2000, 2001, 0], shape: [1] }), 'OUT_OF_RANGE'],
    ['an interval below 0', table({ codes: [1, 0, 0], shape: [1] }), 'OUT_OF_RANGE'],
    [
      'a clock of 2^53',
      table({ codes: Uint8Array.from([0, ...longest, 0x7f, 0]), shape: [1] }),
      'OUT_OF_RANGE',
    ],
    ['codes twice', Uint8Array.from([...table({ codes: clocks }), ...withShape(2)]), 'MALFORMED'],
    ['codes as a varint', Uint8Array.of(0x08, 0x02), 'MALFORMED'],
    ['an unknown wire type', Uint8Array.from([...withShape(2), (30 << 3) | 6, 1]), 'MALFORMED'],
    ['a length beyond the end', Uint8Array.of(0x0a, 0xff, 0xff, 0x03), 'MALFORMED'],
    ['an overlong varint', withBytes(0x81, 0x80, 0x80, 0x00, 1), 'MALFORMED'],
    ['a varint of nine bytes', withBytes(...longest, 0xff, 0x01, 1), 'MALFORMED'],
    ['a varint cut off', withBytes(1, 0x85), 'MALFORMED'],
    ['a gauge of 2^53', withBytes(...longest, 0x7f, 1), 'OUT_OF_RANGE'],
    ['a gauge below zero', withCodes(4, 1), 'OUT_OF_RANGE'],
    ['a gauge that falls below zero', withCodes(11, 12), 'OUT_OF_RANGE'],
    ['too few codes', withCodes(1), 'MALFORMED'],
    ['steps up to 2^53', agentIn(3, 2 ** 43 + 1, 1), 'OUT_OF_RANGE'],
    [
      'an increment of 2^53',
      table({
        codes: Uint8Array.from([...packed(clocks), 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10, 1]),
        shape: [2, field('agent'), 0, 2, 1, 1, 2],
      }),
      'OUT_OF_RANGE',
    ],
    ['a real cut off', withReals(new Uint8Array(15)), 'MALFORMED'],
    ['an infinite real', withReals([1, Infinity]), 'OUT_OF_RANGE'],
    ['reals in a column of integers', withShape(2, load, 0, 2, 1, 1, 4), 'MALFORMED'],
    ['codes in a column of reals', withShape(2, field('metric'), 3, 0, 2, 0, 1, 2), 'MALFORMED'],
    ['a state that is none', withShape(2, load, 0, 2, 1, 1, 5), 'MALFORMED'],
    ['a state that is none in an unknown column', withShape(2, load, 0, 2, 1, 5, 0, 0, 0, 0, 5), 'MALFORMED'],
    ['a group without columns', withShape(2, load, 0, 2, 1), 'MALFORMED'],
    ['fewer states than columns', withShape(2, load, 0, 2, 1, 3, 0, 0), 'MALFORMED'],
    ['columns by the millions', withShape(2, load, 0, 2, 1, 1_000_000), 'MALFORMED'],
    ['a group twice', withShape(2, load, 0, 2, 1, 0, load, 0, 2, 1, 0), 'MALFORMED'],
    ['groups out of order', withShape(2, load, 0, 2, 1, 0, field('cpu'), 0, 2, 1, 0), 'MALFORMED'],
    ['devices of a group without', withShape(2, load, 1, 0, 2, 0, 0), 'MALFORMED'],
    ['no devices of a group with', withShape(2, disk, 0, 2, 1, 0), 'MALFORMED'],
    ['a layout of too few samples', disks('sda\0', 1, [1, 1, 0]), 'MALFORMED'],
    ['a layout of too many samples', disks('sda\0', 1, [3, 1, 0]), 'MALFORMED'],
    ['a run of no samples', disks('sda\0', 1, [0, 0, 2, 1, 0]), 'MALFORMED'],
    ['a device that is not there', disks('sda\0sdb\0', 2, [2, 1, 2]), 'MALFORMED'],
    ['a device twice in a sample', disks('sda\0sdb\0', 2, [2, 2, 1, 1]), 'MALFORMED'],
    ['more devices in a sample than names', disks('sda\0sdb\0', 2, [2, 3, 0, 1, 0]), 'MALFORMED'],
    ['more devices than texts', disks('sda\0', 2, [2, 1, 0]), 'MALFORMED'],
    ['texts by the billions', withShape(2, disk, 2 ** 50, 0, 2, 0, 0, 40, 2 ** 50, 4000), 'MALFORMED'],
    ['two rows without devices', withShape(2, load, 0, 2, 2, 0), 'MALFORMED'],
    ['the same name twice', disks('sda\0sda\0', 2, [2, 1, 0]), 'MALFORMED'],
    ['a text without its end', disks('sda', 1, [2, 1, 0]), 'MALFORMED'],
    ['a name that is not UTF-8', disks(Uint8Array.of(0xc3, 0), 1, [2, 1, 0]), 'MALFORMED'],
    ['a name too long', disks(`${'é'.repeat(257)}\0`, 1, [2, 1, 0]), 'TOO_LARGE'],
  ])('refuses %s', (_, payload, code) => {
    expect(() => decodeColumns(payload)).toThrow(expect.objectContaining({ name: 'ProtocolError', code }));
  });

  test('the same mount point twice in one sample is refused, whatever its labels', () => {
    const shape = [2, field('filesystem'), 3, 2, 2, 2, 0, 1, 0];
    const twice = table({ codes: clocks, texts: '/\0/\0sda\0sdb\0ext4\0ext4\0', shape });
    expect(() => decodeColumns(twice)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
  });

  test('devices may have the names of what every object has', () => {
    const { groups } = decodeColumns(disks('__proto__\0constructor\0toString\0', 3, [2, 3, 0, 1, 2]));
    expect(groups[0]!.deviceNames).toEqual(['__proto__', 'constructor', 'toString']);
  });

  test('unknown fields, groups, labels and columns of a newer agent are passed over', () => {
    const unknown = Math.max(...columnGroups.map((group) => group.field)) + 1;
    const newer = table({
      codes: [...clocks, 1, 2, 3, 4, 11, 11, 300, 300],
      reals: [1, 2],
      texts: 'sda\0new label\0one\0two\0more\0even more\0',
      shape: [
        ...[2, load, 0, 2, 1, 6, 0, 0, 0, 0, 2, 3],
        ...[disk, 2, 1, 2, 1, 0, 0],
        ...[field('agent'), 0, 2, 1, 2, 0, 3],
        ...[unknown, 2, 2, 2, 1, 0, 4, 4, 0, 1, 2],
        ...[unknown + 1, 0, 2, 1, 1, 1],
      ],
    });
    const { groups } = decodeColumns(Uint8Array.from([...newer, 0xe0, 0x04, ...longest, 0xff, 0xff, 0x01]));
    expect(groups.map(({ name }) => name)).toEqual(['load', 'disk', 'agent']);
    expect(groups[1]!.deviceNames).toEqual(['sda']);
    expect(groups[2]!.values.slice(2, 4)).toEqual(Float64Array.of(5 * 4096, 10 * 4096));
  });

  test('columns and labels that an older agent does not know are missing', () => {
    const { groups } = decodeColumns(
      table({ codes: clocks, texts: '/\0', shape: [2, field('filesystem'), 1, 1, 2, 1, 0, 1, 1] }),
    );
    expect(groups[0]!.labels).toEqual({ device: [''], type: [''] });
    expect(groups[0]!.values.slice(0, 4)).toEqual(Float64Array.of(0, 0, NaN, NaN));
  });

  test('a group that no sample has is left out', () => {
    expect(decodeColumns(withShape(2, load, 0, 2, 0, 0)).groups).toEqual([]);
  });

  const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}\0`).join('');
  const indexes = (count: number) => Array.from({ length: count }, (_, i) => i);
  const clocksOf = (samples: number) => new Uint8Array(3 * samples);

  test('rows are held against the limit before anything is allocated for them', () => {
    const shape = [10_000, field('cpu_core'), 1, 4000, 10_000, 4000, ...indexes(4000), 0];
    const payload = table({ codes: clocksOf(10_000), texts: names(4000), shape });
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodeColumns(payload)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  test('values are limited over all groups together', () => {
    const samples = 9000;
    const devices = (name: GroupName) =>
      Math.floor(protocolLimits.maxBatchValues / 2 / samples / columnGroup(name).columns.length) + 1;
    const group = (name: GroupName) => {
      const count = devices(name);
      return [field(name), 1, count, samples, count, ...indexes(count), 0];
    };
    const codes = clocksOf(samples);
    const texts = names(devices('disk'));
    expect(decodeColumns(table({ codes, texts, shape: [samples, ...group('disk')] })).groups).toHaveLength(1);
    const both = table({
      codes,
      texts: texts + names(devices('network')),
      shape: [samples, ...group('disk'), ...group('network')],
    });
    expect(() => decodeColumns(both)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });

  test.each([
    ['samples', table({ codes: clocksOf(10_001), shape: [10_001] })],
    ['devices', disks(names(4097), 4097, [2, 0])],
    ['texts', disks('\0'.repeat(protocolLimits.maxBatchTexts + 1), 1, [2, 0])],
    ['bytes', new Uint8Array(protocolLimits.maxRawBytes + 1)],
  ])('more %s than the limit are refused', (_, payload) => {
    expect(() => decodeColumns(payload)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
  });

  test('the worst megabyte takes less than two seconds of CPU', () => {
    const texts = disks('\0'.repeat(protocolLimits.maxFrameBytes - 100), 1, [2, 0]);
    const unknownColumns = Array.from({ length: 4096 }, () => 1);
    const unknownGroups = Array.from({ length: 200 }, (_, i) => [
      ...[100 + i, 0, 10_000, 1],
      ...[4096, ...unknownColumns],
    ]).flat();
    const runs = Array.from({ length: 10_000 }, () => [1, 0]).flat();
    const groups = (['cpu', 'load', 'memory'] as const).flatMap((name) => [field(name), 0, ...runs, 0]);
    const shape = [10_000, ...groups, ...unknownGroups];
    const began = process.cpuUsage(); // not the clock: the machine may be busy
    expect(() => decodeColumns(texts)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
    decodeColumns(table({ codes: clocksOf(10_000), shape }));
    const { user, system } = process.cpuUsage(began);
    expect(user + system).toBeLessThan(2_000_000);
  });
});
