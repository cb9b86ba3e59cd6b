import { columnGroups } from '@hostwire/protocol';
import { describe, expect, test } from '@jest/globals';
import { tables } from './generated/schema.ts';
import { textsType, valuesType } from './native/group-type.ts';
import { SampleBlock } from './sample-block.ts';
import { identityColumns, insertStatement, sampleTableColumns } from './samples-table.ts';

/** Column and type as the files write them: the one that makes the table, and those that add to it. */
const columns = new Map(
  tables
    .filter(({ sql }) => /^(?:CREATE TABLE IF NOT EXISTS|ALTER TABLE) samples$/m.test(sql))
    .flatMap(({ sql }) => definitionsIn(sql))
    .flatMap((definition) => {
      const [, name, type] = /^([a-z]\w*) ([A-Z].*?) (?:COMMENT|CODEC)/.exec(definition) ?? [];
      return name === undefined ? [] : [[name, type!.replaceAll('( ', '(').replaceAll(' )', ')')]];
    }),
);

/** What stands between the commas of a list of columns, those within parentheses apart. */
function definitionsIn(sql: string): string[] {
  const text = sql.replace(/--.*$/gm, '').replaceAll(/\s+/g, ' ');
  const [, list] = /^ ?(?:CREATE TABLE IF NOT EXISTS samples \(|ALTER TABLE samples)(.*)$/.exec(text)!;
  const definitions = [''];
  let depth = 0;
  for (const character of list!) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) definitions.push('');
    else definitions[definitions.length - 1]! += character;
  }
  return definitions.map((each) => each.trim().replace(/^(?:ADD COLUMN IF NOT EXISTS|MODIFY COLUMN) /, ''));
}

/** Their rows mean the process that took them. */
const inMemory = new Set(['tables/0003_writer_session.sql']);

describe('the table samples', () => {
  test('has a column for each group of sample.proto, with its type', () => {
    for (const group of columnGroups) {
      expect([group.name, columns.get(group.name)]).toEqual([group.name, valuesType(group)]);
      const texts = columns.get(`${group.name}_text`);
      expect([group.name, texts]).toEqual([group.name, group.devices ? textsType(group) : undefined]);
    }
  });

  test('has no column that nothing fills', () => {
    expect([...columns.keys()].sort()).toEqual(sampleTableColumns.map(([name]) => name).sort());
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
});

test.each([
  'fsync_after_insert = 1',
  'fsync_part_directory = 1',
  'min_rows_to_fsync_after_merge = 1',
  'min_compressed_bytes_to_fsync_after_merge = 1',
  'non_replicated_deduplication_window = 0',
])('every table has %s: it is durable and has no deduplication of its own', (setting) => {
  const without = tables.filter(
    ({ name, sql }) => sql.includes('CREATE TABLE') && !inMemory.has(name) && !sql.includes(setting),
  );
  expect(without.map(({ name }) => name)).toEqual([]);
});
