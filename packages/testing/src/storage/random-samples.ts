import { columnGroups, type GroupName, type Reading, type Sample } from '@hostwire/protocol';
import fc from 'fast-check';

export interface RandomSamples {
  readonly fromMs: number;
  /** Samples lie up to so far behind `fromMs`, at different instants. */
  readonly spanMs: number;
  readonly groups?: readonly GroupName[];
}

const number = fc.oneof(
  { weight: 5, arbitrary: fc.nat(100_000) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(NaN) },
);
const deviceNames = ['0', '1', '7', '12'];

/**
 * Samples of one host in order of time, as hosts give them: groups that are not read every time, devices that come and go,
 * values that are missing, intervals of any length and groups with a span of their own.
 */
export function randomSamples({ fromMs, spanMs, groups }: RandomSamples): fc.Arbitrary<Sample[]> {
  const chosen = columnGroups.filter(({ name }) => groups?.includes(name) ?? true);
  const readings = fc.record(Object.fromEntries(chosen.map((group) => [group.name, randomReading(group)])), {
    requiredKeys: [],
  });
  const sample = fc.record({ intervalMs: fc.oneof(fc.nat(20_000), fc.constant(1_000)), readings });
  const instants = fc.uniqueArray(fc.nat(spanMs - 1), { minLength: 1, maxLength: 12 });
  return instants.chain((offsets) =>
    fc.array(sample, { minLength: offsets.length, maxLength: offsets.length }).map((samples) =>
      samples.map((one, i) => ({
        ...one,
        tsMs: fromMs + offsets.toSorted((a, b) => a - b)[i]!,
        monoMs: offsets[i]!,
      })),
    ),
  );
}

function randomReading({ devices, columns, labels }: (typeof columnGroups)[number]): fc.Arbitrary<Reading> {
  const names = devices ? fc.subarray(deviceNames, { minLength: 1 }) : fc.constant(['']);
  return names.chain((list) => {
    const values = list.length * columns.length;
    const label = fc.array(fc.constantFrom('slice', 'a', 'b'), {
      minLength: list.length,
      maxLength: list.length,
    });
    return fc.record({
      devices: fc.constant(list),
      labels: fc.record(Object.fromEntries(labels.map(({ name }) => [name, label]))),
      values: fc
        .array(number, { minLength: values, maxLength: values })
        .map((numbers) => Float64Array.from(numbers)),
    });
  });
}
