/** One odd value never costs a sample: whatever is in a reading, the rest of the sample is encoded, and decodes. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { columnGroup, columnGroups, type ColumnGroup } from '../column-groups.ts';
import { protocolLimits } from '../limits.ts';
import { packSample } from '../pack-samples.ts';
import { decodePayload } from '../payload.ts';
import type { Reading, Sample } from '../sample.ts';
import { isText } from '../wire/text.ts';
import { decodeColumns } from './decode-columns.ts';
import { encodeColumns } from './encode-columns.ts';
import type { LeftOut } from './left-out.ts';
import { samplesOf } from '@hostwire/testing/protocol';
import { isEncodable } from './value.ts';

const hostileValues = [
  ...[NaN, Infinity, -Infinity, -1, -0, 0.5, -0.5, 1e-300, 4095.5, 4097, Number.MIN_VALUE, Number.MAX_VALUE],
  ...[2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 62, 2 ** 63, 2 ** 64, 2 ** 64 - 2048],
  Number(9_223_372_036_854_771_712n), // cgroup memory.max without a limit
  Number(18_446_744_073_709_551_488n) * 1024, // SwapFree of lxcfs
];

const hostileNames = [
  ...[
    '',
    ' ',
    'a',
    'a',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '\n\u001b[2J',
    '\u202e',
    '__proto__',
    'constructor',
  ],
  ...['\ufffd', 'é'.repeat(256), 'é'.repeat(257), 'x'.repeat(100_000), '日本'],
];

const at = (readings: Sample['readings'], index = 0): Sample => ({
  tsMs: 1_700_000_000_000 + index * 1000,
  monoMs: 5000 + index * 1000,
  intervalMs: 1000,
  readings,
});

function readingOf(group: ColumnGroup, devices: readonly string[], values: Float64Array): Reading {
  const labels = group.labels.map(({ name }) => [name, devices.map(() => 'label')] as const);
  return { devices, values, ...(labels.length > 0 && { labels: Object.fromEntries(labels) }) };
}

/** What the definition says is left of a reading. */
function expectedOf(group: ColumnGroup, { devices, labels, values }: Reading): Reading | undefined {
  const width = group.columns.length;
  const kept = devices.flatMap((device, row) =>
    isText(device) && devices.indexOf(device) === row ? [row] : [],
  );
  if (kept.length === 0) return undefined;
  const keptLabels = Object.entries(labels ?? {}).map(([name, texts]) => {
    return [name, kept.map((row) => (isText(texts[row]!) ? texts[row]! : ''))];
  });
  return {
    devices: kept.map((row) => devices[row]!),
    ...(labels && { labels: Object.fromEntries(keptLabels) as Record<string, string[]> }),
    values: Float64Array.from(
      kept.flatMap((row) =>
        group.columns.map(({ kind }, i) => {
          const value = values[row * width + i]!;
          if (!isEncodable(kind, value)) return NaN;
          return kind === 'real' || value !== 0 ? value : 0; // an integer has no -0
        }),
      ),
    ),
  };
}

function roundTrip(samples: readonly Sample[]): { samples: Sample[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = [];
  const bytes = encodeColumns(samples, (each) => leftOut.push(each));
  return { samples: samplesOf(decodeColumns(bytes)), leftOut };
}

describe('every column of every group', () => {
  test.each(columnGroups.map((group) => [group.name, group] as const))('%s', (_name, group) => {
    const other = columnGroup(group.name === 'load' ? 'memory' : 'load');
    const sound = readingOf(other, [''], new Float64Array(other.columns.length).fill(7));
    const devices = group.devices ? ['first', 'second'] : [''];
    for (let column = 0; column < group.columns.length; column++) {
      for (const hostile of hostileValues) {
        const values = new Float64Array(devices.length * group.columns.length).fill(8);
        values[column] = hostile;
        const reading = readingOf(group, devices, values);
        const all = [at({ [other.name]: sound, [group.name]: reading }), at({ [other.name]: sound }, 1)];
        const decoded = roundTrip(all);
        expect(decoded.samples).toEqual([
          at({ [other.name]: sound, [group.name]: expectedOf(group, reading) }),
          all[1],
        ]);
        const { kind, name } = group.columns[column]!;
        expect(decoded.leftOut).toEqual(
          isEncodable(kind, hostile)
            ? []
            : [{ reason: 'value', group: group.name, device: devices[0], column: name }],
        );
      }
    }
  });
});

test('any hostile names and values, in any group with devices, in any number of samples', () => {
  const groups = columnGroups.filter(({ devices }) => devices);
  const value = fc.oneof(
    fc.constantFrom(...hostileValues),
    fc.double(),
    fc.nat(100).map((n) => n * 4096),
  );
  const reading = fc.constantFrom(...groups).chain((group) =>
    fc
      .array(fc.tuple(fc.constantFrom(...hostileNames), fc.constantFrom(...hostileNames)), { maxLength: 6 })
      .chain((names) =>
        fc
          .array(value, {
            minLength: names.length * group.columns.length,
            maxLength: names.length * group.columns.length,
          })
          .map((values): [ColumnGroup, Reading] => {
            const devices = names.map(([name]) => name);
            const labels = group.labels.map(({ name }) => [name, names.map(([, label]) => label)]);
            return [
              group,
              {
                devices,
                values: Float64Array.from(values),
                ...(labels.length > 0 && { labels: Object.fromEntries(labels) as Record<string, string[]> }),
              },
            ];
          }),
      ),
  );
  fc.assert(
    fc.property(fc.array(reading, { minLength: 1, maxLength: 4 }), (readings) => {
      const samples = readings.map(([group, each], i) => at({ [group.name]: each }, i));
      const decoded = roundTrip(samples);
      expect(decoded.samples).toEqual(
        readings.map(([group, each], i) => {
          const expected = expectedOf(group, each);
          return at(expected === undefined ? {} : { [group.name]: expected }, i);
        }),
      );
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['name', 'a\0'],
  ['duplicate', 'a'],
] as const)('a row that cannot be is left out and named: %s', (reason, second) => {
  const disk = columnGroup('disk');
  const values = new Float64Array(2 * disk.columns.length).fill(3);
  const { samples, leftOut } = roundTrip([at({ disk: readingOf(disk, ['a', second], values) })]);
  expect(samples[0]!.readings.disk?.devices).toEqual(['a']);
  expect(leftOut).toEqual([{ reason, group: 'disk', device: second, column: '' }]);
});

test('a group whose values do not match its devices is left out and named', () => {
  const { samples, leftOut } = roundTrip([
    at({ load: { devices: [''], values: Float64Array.of(1, 2) } }),
    at({ load: { devices: ['', ''], values: new Float64Array(8) } }, 1),
  ]);
  expect(samples).toEqual([at({}), at({}, 1)]);
  const shape = { reason: 'shape', group: 'load', device: '', column: '' };
  expect(leftOut).toEqual([shape, shape]);
});

test('devices beyond the limit are left out and named, those before stay', () => {
  const core = columnGroup('cpu_core');
  const { maxDevicesPerGroup } = protocolLimits;
  const devices = Array.from({ length: maxDevicesPerGroup + 2 }, (_, i) => `${i}`);
  const values = new Float64Array(devices.length * core.columns.length).fill(10);
  const { samples, leftOut } = roundTrip([at({ cpu_core: readingOf(core, devices, values) })]);
  expect(samples[0]!.readings.cpu_core?.devices).toHaveLength(maxDevicesPerGroup);
  expect(leftOut.map(({ reason, device }) => [reason, device])).toEqual([
    ['too_many', `${maxDevicesPerGroup}`],
    ['too_many', `${maxDevicesPerGroup + 1}`],
  ]);
});

test('a group with which not even one sample fits is left out and named, the rest goes on', () => {
  const cgroup = columnGroup('cgroup');
  const noise = createHash('shake256', { outputLength: 4096 * 384 })
    .update('noise')
    .digest('base64');
  const devices = Array.from({ length: 4096 }, (_, i) => noise.slice(i * 512, (i + 1) * 512));
  const values = new Float64Array(devices.length * cgroup.columns.length).fill(1);
  const huge = readingOf(cgroup, devices, values);
  const load = readingOf(columnGroup('load'), [''], Float64Array.of(1, 2, 3, 4));
  const leftOut: LeftOut[] = [];
  const packed = packSample(at({ load, cgroup: huge }), (each) => leftOut.push(each));
  expect(samplesOf(decodePayload(packed))).toEqual([at({ load })]);
  expect(leftOut).toEqual([{ reason: 'too_large', group: 'cgroup', device: '', column: '' }]);
});
