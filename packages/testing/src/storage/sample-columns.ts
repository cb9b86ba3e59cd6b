import {
  columnGroup,
  columnGroups,
  type GroupColumns,
  type GroupName,
  type Reading,
  type Sample,
  type SampleColumns,
} from '@hostwire/protocol';

/** Samples as the collector holds them once decoded. */
export function sampleColumns(samples: readonly Sample[]): SampleColumns {
  const read = columnGroups
    .map(({ name }) => name)
    .filter((name) => samples.some(({ readings }) => readings[name]));
  return {
    samples: samples.length,
    tsMs: Float64Array.from(samples, ({ tsMs }) => tsMs),
    monoMs: Float64Array.from(samples, ({ monoMs }) => monoMs),
    intervalMs: Float64Array.from(samples, ({ intervalMs }) => intervalMs),
    groups: read.map((name) =>
      groupColumns(
        name,
        samples.map(({ readings }) => readings[name]),
      ),
    ),
  };
}

/** A reading from values by column name, one entry per device; what is not given is missing. */
export function reading(
  name: GroupName,
  devices: Readonly<Record<string, Readonly<Record<string, number | string>>>>,
): Reading {
  const { columns, labels } = columnGroup(name);
  const rows = Object.values(devices);
  return {
    devices: Object.keys(devices),
    labels: Object.fromEntries(
      labels.map((label) => [label.name, rows.map((row) => String(row[label.name] ?? ''))]),
    ),
    values: Float64Array.from(
      rows.flatMap((row) => columns.map((column) => Number(row[column.name] ?? NaN))),
    ),
  };
}

function groupColumns(name: GroupName, readings: readonly (Reading | undefined)[]): GroupColumns {
  const group = columnGroup(name);
  const indexOf = new Map<string, number>();
  const labels: Record<string, string[]> = Object.fromEntries(group.labels.map((label) => [label.name, []]));
  const deviceOfRow: number[] = [];
  for (const one of readings) {
    one?.devices.forEach((device, i) => {
      if (!indexOf.has(device)) {
        indexOf.set(device, indexOf.size);
        for (const label of group.labels) labels[label.name]!.push(one.labels?.[label.name]?.[i] ?? '');
      }
      deviceOfRow.push(indexOf.get(device)!);
    });
  }
  const values = readings.flatMap((one) => (one === undefined ? [] : [...one.values]));
  const width = group.columns.length;
  return {
    name,
    deviceNames: [...indexOf.keys()],
    labels,
    rowsPerSample: Uint32Array.from(readings, (one) => one?.devices.length ?? 0),
    deviceOfRow: Uint32Array.from(deviceOfRow),
    values: Float64Array.from(
      group.columns.flatMap((_, c) => deviceOfRow.map((_device, row) => values[row * width + c]!)),
    ),
  };
}
