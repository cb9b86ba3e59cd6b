import { columnGroups } from '@hostwire/protocol';
import { expect, test } from '@jest/globals';
import { migrations } from './generated/migrations.ts';
import { insertStatement } from './samples-table.ts';

/** Columns of `samples` with their types, from all migrations that make or change it. */
const columns = new Map(
  migrations
    .filter(({ sql }) => /^(CREATE TABLE IF NOT EXISTS|ALTER TABLE) samples$/m.test(sql))
    .flatMap(({ sql }) => [
      ...sql.matchAll(/^ {2}(?:ADD COLUMN IF NOT EXISTS )?(`[\w.]+`|[a-z]\w*) (.+?) (?:COMMENT|CODEC)/gm),
    ])
    .map(([, name, type]) => [name!.replaceAll('`', ''), type!]),
);

test.each(columnGroups.map((group) => [group.name, group] as const))(
  'group %s: every value and label has its column',
  (name, { devices, columns: values, labels }) => {
    const column = (field: string) => columns.get(devices ? `${name}.${field}` : `${name}_${field}`);
    const texts = devices ? ['name', ...labels.map((label) => label.name)] : [];
    expect(texts.map(column)).toEqual(texts.map(() => 'Array(LowCardinality(String))'));
    const type = devices ? 'Array(Nullable(UInt64))' : 'Nullable(UInt64)';
    expect(values.map((value) => [value.name, column(value.name)])).toEqual(
      values.map((value) => [value.name, type]),
    );
  },
);

test('no column is left that nothing fills', () => {
  const [, filled] = /INSERT INTO samples \(([^)]*)\)/.exec(insertStatement('1'))!;
  expect([...columns.keys()].sort()).toEqual(filled!.replaceAll('`', '').split(', ').sort());
});
