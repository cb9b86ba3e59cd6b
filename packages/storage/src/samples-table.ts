import { columnGroups, type ColumnGroup } from '@hostwire/protocol';
import { deviceType } from './native/device-column.ts';

/** What each row of `samples` says about itself; the measured columns come from the protocol's column groups. */
export const identityColumns = {
  agent_id: 'UUID',
  host: 'LowCardinality(String)',
  epoch: 'UInt64',
  seq: 'UInt64',
  idx: 'UInt32',
  kind: "Enum8('sample' = 0, 'gap' = 1, 'tombstone' = 2)",
  batch_hash: 'UInt64',
  day: 'Date',
  ts: "DateTime64(3, 'UTC')",
  recv_ts: "DateTime64(3, 'UTC')",
  ts_flag: 'UInt8',
  claimed_ts: "Nullable(DateTime64(3, 'UTC'))",
  mono_ms: 'UInt64',
  interval_ms: 'UInt32',
  gap_first_seq: 'UInt64',
  gap_from: "Nullable(DateTime64(3, 'UTC'))",
  gap_to: "Nullable(DateTime64(3, 'UTC'))",
  gap_reason: 'LowCardinality(String)',
  gap_detail: 'LowCardinality(String)',
} as const;

/** Values of `kind`. */
export const rowKind = { sample: 0, gap: 1, tombstone: 2 } as const;

export const hostGroups: readonly ColumnGroup[] = columnGroups.filter(({ devices }) => !devices);
export const deviceGroups: readonly ColumnGroup[] = columnGroups.filter(({ devices }) => devices);

/** The column of a value that a host has once, for example `cpu_user_ms`. */
export function hostColumn(group: ColumnGroup, column: { readonly name: string }): string {
  return `${group.name}_${column.name}`;
}

/** The names of a group of devices within the table: `disk.name`, labels, values. */
function deviceFields({ labels, columns }: ColumnGroup): string[] {
  return ['name', ...labels.map(({ name }) => name), ...columns.map(({ name }) => name)];
}

/** Name and type of what is sent: a group of devices is one column; the INSERT takes it apart. */
const sentColumns: readonly (readonly [string, string])[] = [
  ...Object.entries(identityColumns),
  ...hostGroups.flatMap((group) =>
    group.columns.map((column) => [hostColumn(group, column), 'Nullable(UInt64)'] as const),
  ),
  ...deviceGroups.map((group) => [group.name, deviceType(group)] as const),
];

/** Every column of the table that a group fills, and how it is taken from what is sent. */
const filledColumns: readonly (readonly [string, string])[] = [
  ...sentColumns.slice(0, -deviceGroups.length).map(([name]) => [name, name] as const),
  ...deviceGroups.flatMap((group) =>
    deviceFields(group).map(
      (field) => [`\`${group.name}.${field}\``, `tupleElement(${group.name}, '${field}')`] as const,
    ),
  ),
];

/** INSERT of one group in the format Native, under a condition that ClickHouse checks before it takes any row. */
export function insertStatement(condition: string, table = 'samples'): string {
  const structure = sentColumns.map(([name, type]) => `${name} ${type}`).join(', ');
  return `INSERT INTO ${table} (${filledColumns.map(([name]) => name).join(', ')})
    SELECT ${filledColumns.map(([, source]) => source).join(', ')}
    FROM input('${structure.replaceAll("'", "\\'")}')
    WHERE ${condition} FORMAT Native`;
}
