import { columnGroups, type ColumnGroup } from '@hostwire/protocol';
import { textsType, valuesType } from './native/group-type.ts';

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

/** The column with the names and labels of a group's devices. */
export function textsColumn({ name }: ColumnGroup): string {
  return `${name}_text`;
}

/** Name and type of every column, in the order of the INSERT. */
export const sampleTableColumns: readonly (readonly [name: string, type: string])[] = [
  ...Object.entries(identityColumns),
  ...columnGroups.flatMap((group) => [
    ...(group.devices ? [[textsColumn(group), textsType(group)] as const] : []),
    [group.name, valuesType(group)] as const,
  ]),
];

/** INSERT of one group in the format Native, under a condition that ClickHouse checks before it takes any row. */
export function insertStatement(condition: string, table = 'samples'): string {
  const structure = sampleTableColumns.map(([name, type]) => `${name} ${type}`).join(', ');
  return `INSERT INTO ${table} (${sampleTableColumns.map(([name]) => name).join(', ')})
    SELECT * FROM input('${structure.replaceAll("'", "\\'")}')
    WHERE ${condition} FORMAT Native`;
}
