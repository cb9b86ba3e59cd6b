import type { Column, ColumnGroup } from '@hostwire/protocol';
import type { Statement } from '../statement.ts';
import {
  hasOwnInterval,
  isAdditive,
  keyLabels,
  rolledGroups,
  rollupLevels,
  rollupTable,
  type RollupLevel,
} from './rollup-level.ts';

/** A column of a roll-up: its type, and what it is over samples and over roll-ups of a shorter level. */
export interface RollupColumn {
  readonly name: string;
  readonly type: string;
  /** Over samples; `value` is the SQL of the measured value. */
  readonly overSamples: (value: string) => string;
  /** Over rows of roll-ups. */
  readonly overRollups: string;
}

/** What is kept of a measured column: the sum of an increment; of a level also how many values, the lowest and the highest. */
export function rollupColumns(column: Column): RollupColumn[] {
  const { name, kind } = column;
  const type = kind === 'real' ? 'Nullable(Float64)' : 'Nullable(UInt64)';
  const kept = (suffix: string, aggregate: string): RollupColumn => ({
    name: `${name}${suffix}`,
    type,
    overSamples: (value) => `${aggregate}(${value})`,
    overRollups: `${aggregate}(r.${name}${suffix})`,
  });
  if (isAdditive(column)) return [kept('', 'sum')];
  const count: RollupColumn = {
    name: `${name}_count`,
    type: 'UInt32',
    overSamples: (value) => `count(${value})`,
    overRollups: `sum(r.${name}_count)`,
  };
  return [kept('_sum', 'sum'), count, kept('_min', 'min'), kept('_max', 'max')];
}

/** The tables of all groups and levels; one that is there gets the columns that its group got since. */
export function rollupTables(): Statement[] {
  return rolledGroups.flatMap((group) =>
    rollupLevels.map((level) => {
      const table = rollupTable(group, level);
      const added = measuredSql(group).map((column) => `ADD COLUMN IF NOT EXISTS ${column}`);
      return {
        name: `rollups/${table}`,
        sql: createSql(group, level),
        again: `ALTER TABLE ${table}\n  ${added.join(',\n  ')}`,
      };
    }),
  );
}

function createSql(group: ColumnGroup, level: RollupLevel): string {
  const texts = group.devices ? ['name', ...group.labels.map(({ name }) => name)] : [];
  const keys = ['host', ...(group.devices ? ['name', ...keyLabels(group)] : []), 'ts'];
  return `CREATE TABLE IF NOT EXISTS ${rollupTable(group, level)}
(
  host LowCardinality(String) CODEC(ZSTD(1)),
  ts DateTime('UTC') COMMENT 'begin of the window' CODEC(Delta, ZSTD(1)),
${texts.map((name) => `  ${name} LowCardinality(String) CODEC(ZSTD(1)),\n`).join('')}  samples UInt32 COMMENT 'that read the group' CODEC(T64, ZSTD(1)),
  version UInt64 COMMENT 'of the run that computed it; the newest counts' CODEC(ZSTD(1)),
  ${measuredSql(group).join(',\n  ')}
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY ${level.partition}
ORDER BY (${keys.join(', ')})
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1,
  min_rows_to_fsync_after_merge = 1, min_compressed_bytes_to_fsync_after_merge = 1,
  non_replicated_deduplication_window = 0`;
}

function measuredSql(group: ColumnGroup): string[] {
  const interval = hasOwnInterval(group) ? [] : [{ name: 'interval_ms', type: 'Nullable(UInt64)' }];
  return [...interval, ...group.columns.flatMap(rollupColumns)].map(
    ({ name, type }) => `${name} ${type} CODEC(${type.includes('Float64') ? 'ZSTD(1)' : 'T64, ZSTD(1)'})`,
  );
}
