import { columnGroups } from '@hostwire/protocol';
import { describe, expect, test } from '@jest/globals';
import { migrations } from './generated/migrations.ts';
import { SampleBlock } from './sample-block.ts';
import { identityColumns, insertStatement } from './samples-table.ts';

/** Column and type as the migrations write them: the one that makes the table, and those that add to it. */
const columns = new Map(
  migrations
    .filter(({ sql }) => /^(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) samples$/m.test(sql))
    .flatMap(({ sql }) => [
      ...sql.matchAll(/^ {2}(?:ADD COLUMN IF NOT EXISTS )?(`[\w.]+`|[a-z]\w*) (.+?) (?:COMMENT|CODEC)/gm),
    ])
    .map(([, name, type]) => [name!.replaceAll('`', ''), type!]),
);

/** Their rows mean the process that took them. */
const inMemory = new Set(['0061_writer_session.sql']);

describe('the table samples', () => {
  test('has every column of sample.proto, with its type', () => {
    for (const { name: group, devices, columns: measured, labels } of columnGroups) {
      for (const { name, kind } of measured) {
        const number = kind === 'real' ? 'Nullable(Float64)' : 'Nullable(UInt64)';
        const type = devices ? `Array(${number})` : number;
        expect([group, name, columns.get(devices ? `${group}.${name}` : `${group}_${name}`)]).toEqual([
          group,
          name,
          type,
        ]);
      }
      for (const name of devices ? ['name', ...labels.map((label) => label.name)] : []) {
        expect([name, columns.get(`${group}.${name}`)]).toEqual([name, 'Array(LowCardinality(String))']);
      }
    }
  });

  test('has no column that nothing fills', () => {
    const filled = [...insertStatement('1').matchAll(/INSERT INTO samples \(([^)]*)\)/g)][0]![1]!.replaceAll(
      '`',
      '',
    );
    expect([...columns.keys()].sort()).toEqual(filled.split(', ').sort());
  });

  test('is sent the columns that the INSERT declares, in that order', () => {
    const declared = Array.from(new SampleBlock().columns, ([name, { type }]) => `${name} ${type}`).join(
      ', ',
    );
    expect(insertStatement('1')).toContain(`input('${declared.replaceAll("'", "\\'")}')`);
  });

  test('has the identity columns with their types', () => {
    const { gap_detail: sentAs, ...identity } = identityColumns;
    expect(sentAs).toBe('LowCardinality(String)');
    expect(Object.fromEntries(Object.keys(identity).map((name) => [name, columns.get(name)]))).toEqual(
      identity,
    );
  });

  test('is durable and has no deduplication of its own', () => {
    for (const setting of [
      'fsync_after_insert = 1',
      'fsync_part_directory = 1',
      'min_rows_to_fsync_after_merge = 1',
      'min_compressed_bytes_to_fsync_after_merge = 1',
      'non_replicated_deduplication_window = 0',
    ]) {
      const tables = migrations.filter(
        ({ name, sql }) => sql.includes('CREATE TABLE') && !inMemory.has(name),
      );
      for (const table of tables)
        expect([table.name, table.sql.includes(setting)]).toEqual([table.name, true]);
    }
  });
});
