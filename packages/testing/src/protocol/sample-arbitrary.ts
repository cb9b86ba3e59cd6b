/** For tests: random samples, and the samples that decoded columns stand for. */
import fc from 'fast-check';
import {
  columnGroup,
  type ColumnGroup,
  columnGroups,
  type GroupColumns,
  type GroupName,
  isText,
  type Reading,
  type Sample,
  type SampleColumns,
} from '@hostwire/protocol';

const name = fc.oneof(
  fc.constantFrom('sda', 'eth0', '/', '/home'),
  fc.string({ unit: 'binary', maxLength: 9 }).filter(isText),
);
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 1000) },
  { weight: 1, arbitrary: fc.constant(NaN) },
  { weight: 1, arbitrary: fc.maxSafeNat() },
  { weight: 1, arbitrary: fc.constantFrom(Number.MAX_SAFE_INTEGER, 2 ** 32, 127, 128) },
  { weight: 3, arbitrary: fc.nat(2 ** 30).map((steps) => steps * 20_480) }, // multiples of every step
);

const real = fc.oneof(value, fc.double({ noDefaultInfinity: true }));

/** Readings of one group: devices come, go and change places between samples, and some samples have none. */
function reading(group: ColumnGroup): fc.Arbitrary<Reading | undefined> {
  if (!group.devices) {
    return fc.option(rows(group, { devices: [''] }), { nil: undefined, freq: 4 });
  }
  const some = fc.uniqueArray(name, { maxLength: 4 });
  const readings = some.chain((devices) => {
    if (group.labels.length === 0) return rows(group, { devices });
    const texts = fc.array(name, { minLength: devices.length, maxLength: devices.length });
    const labels = fc.record(Object.fromEntries(group.labels.map((label) => [label.name, texts])));
    return labels.chain((chosen) => rows(group, { devices, labels: chosen }));
  });
  return fc.option(readings, { nil: undefined, freq: 4 });
}

function rows(group: ColumnGroup, devices: Omit<Reading, 'values'>): fc.Arbitrary<Reading> {
  const row = fc.tuple(...group.columns.map(({ kind }) => (kind === 'real' ? real : value)));
  const { length } = devices.devices;
  const values = fc.oneof(
    fc.array(row, { minLength: length, maxLength: length }),
    row.map((same) => Array.from({ length }, () => same)),
    value.map((same) => Array.from({ length }, () => group.columns.map(() => same))),
  );
  return values.map((chosen) => ({ ...devices, values: Float64Array.from(chosen.flat()) }));
}

const clock = fc.oneof(fc.maxSafeNat(), fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }));
const sample: fc.Arbitrary<Sample> = fc
  .record({
    tsMs: clock,
    monoMs: clock,
    intervalMs: fc.oneof(fc.constant(1000), fc.maxSafeNat()),
    readings: fc.record(Object.fromEntries(columnGroups.map((group) => [group.name, reading(group)]))),
  })
  .map(withoutEmptyReadings);

/** The samples of one batch. A reading without rows is left out: it says the same as none. */
export const sampleBatch: fc.Arbitrary<Sample[]> = fc.oneof(
  fc.array(sample, { minLength: 1, maxLength: 6 }),
  fc
    .tuple(sample, fc.integer({ min: 1, max: 12 }))
    .map(([one, times]) => Array.from({ length: times }, () => one)),
);

function withoutEmptyReadings(
  one: Omit<Sample, 'readings'> & { readings: Record<string, Reading | undefined> },
): Sample {
  const entries = Object.entries(one.readings).filter(
    ([, found]) => found !== undefined && found.devices.length > 0,
  );
  return { ...one, readings: Object.fromEntries(entries) };
}

/** The samples that decoded columns stand for. */
export function samplesOf(columns: SampleColumns): Sample[] {
  return Array.from({ length: columns.samples }, (_, index) => ({
    tsMs: columns.tsMs[index]!,
    monoMs: columns.monoMs[index]!,
    intervalMs: columns.intervalMs[index]!,
    readings: readingsAt(columns.groups, index),
  }));
}

function readingsAt(
  groups: readonly GroupColumns[],
  sampleIndex: number,
): Partial<Record<GroupName, Reading>> {
  const readings: Partial<Record<GroupName, Reading>> = {};
  for (const group of groups) {
    const count = group.rowsPerSample[sampleIndex]!;
    if (count === 0) continue;
    const first = group.rowsPerSample.subarray(0, sampleIndex).reduce((sum, each) => sum + each, 0);
    const own = Array.from({ length: count }, (_, i) => first + i);
    const devices = own.map((row) => group.deviceOfRow[row]!);
    const rows = group.deviceOfRow.length;
    const values = own.flatMap((row) =>
      columnGroup(group.name).columns.map((_, position) => group.values[position * rows + row]!),
    );
    const labels = columnGroup(group.name).labels.map((label) => {
      return [label.name, devices.map((device) => group.labels[label.name]![device]!)];
    });
    readings[group.name] = {
      devices: devices.map((device) => group.deviceNames[device]!),
      ...(labels.length > 0 && { labels: Object.fromEntries(labels) as Record<string, string[]> }),
      values: Float64Array.from(values),
    };
  }
  return readings;
}
