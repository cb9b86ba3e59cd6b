import type { ColumnGroup } from '@hostwire/protocol';

/** ClickHouse's type of the values of a group: a tuple, or an array of one tuple per device. */
export function valuesType({ devices, columns }: ColumnGroup): string {
  const values = columns.map(
    ({ name, kind }) => `${name} ${kind === 'real' ? 'Nullable(Float64)' : 'Nullable(UInt64)'}`,
  );
  const tuple = `Tuple(${values.join(', ')})`;
  return devices ? `Array(${tuple})` : tuple;
}

/** ClickHouse's type of the name and the labels of a group's devices. */
export function textsType({ labels }: ColumnGroup): string {
  const texts = ['name', ...labels.map(({ name }) => name)];
  return `Array(Tuple(${texts.map((name) => `${name} LowCardinality(String)`).join(', ')}))`;
}
