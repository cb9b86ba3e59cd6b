/** docs/schema.md against the views: every column with its unit and where it comes from, and nothing else. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { columnGroups } from '@hostwire/protocol';
import { views as viewFiles } from './generated/schema.ts';

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** `{a,b}_{c,d}` as a_c, a_d, b_c, b_d. */
function expanded(name: string): string[] {
  const [, before, choices, after] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  if (choices === undefined) return [name];
  return choices.split(',').flatMap((choice) => expanded(`${before}${choice}${after}`));
}

interface Row {
  readonly column: string;
  readonly unit: string;
  readonly from: string;
}

function rowsOf(section: string): Row[] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [names, unit, from] = line.slice(2).split(' | ');
      return [...names!.matchAll(/`([^`]+)`/g)]
        .flatMap(([, name]) => expanded(name!))
        .map((column) => ({ column, unit: unit!.trim(), from: from!.trim() }));
    });
}

/** Section by view; that of the columns which all have is ''. */
const documented = new Map(
  text('../../../docs/schema.md')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading] = section.split('\n', 1);
      const [view] = heading!.split(' — ');
      return [view === 'Every view of samples' ? '' : view!, { heading: heading!, rows: rowsOf(section) }];
    }),
);
const everywhere = documented.get('')!.rows;

const columnsOf = new Map<string, string[]>();
for (const [, view, column] of text('./views.golden.txt').matchAll(/^(\w+)\.(\w+) /gm)) {
  columnsOf.set(view!, [...(columnsOf.get(view!) ?? []), column!]);
}

/** What a name promises about the unit. */
const unitOfName: readonly (readonly [RegExp, RegExp])[] = [
  [/per_s$/, /^1\/s$/],
  [/_pct$/, /^%/],
  [/_bytes$/, /^bytes/],
  [/_ms$/, /^ms$/],
  [/_us$/, /^µs$/],
  [/_pages$|^huge_pages/, /^pages$/],
  [/_ops$/, /^operations$/],
  [/_celsius$/, /^°C$/],
  [/_mbit$/, /^Mbit\/s$/],
];

test('the views are those of the golden file and of the document', () => {
  const views = viewFiles.map(({ name }) => /^views\/(\w+)\.sql$/.exec(name)![1]!).sort();
  expect([...columnsOf.keys()].sort()).toEqual(views);
  expect([...documented.keys()].filter((view) => view !== '').sort()).toEqual(views);
});

/** Columns and subcolumns of the table samples that views name: `cpu.user_ms`, `disk_text.name`. */
const usedByViews = new Set(
  viewFiles.flatMap(({ sql }) => sql.replace(/--.*$/gm, '').match(/\b[a-z]\w*\.[a-z]\w*/g) ?? []),
);

test.each(columnGroups.map((group) => [group.name, group] as const))(
  'each column and text of the group %s is in a view',
  (name, { devices, columns, labels }) => {
    const texts = devices ? ['name', ...labels.map((label) => label.name)] : [];
    const stored = [
      ...columns.map((column) => `${name}.${column.name}`),
      ...texts.map((text) => `${name}_text.${text}`),
    ];
    expect(stored.filter((column) => !usedByViews.has(column))).toEqual([]);
  },
);

describe.each([...columnsOf.keys()])('%s', (view) => {
  const { heading, rows } = documented.get(view) ?? { heading: '', rows: [] };
  const columns = columnsOf.get(view)!;

  test('has each of its columns in its table once, and no other', () => {
    const common = everywhere.map(({ column }) => column).filter((column) => columns.includes(column));
    const own = rows.map(({ column }) => column);
    expect([...own, ...common.filter((column) => !own.includes(column))].sort()).toEqual([...columns].sort());
  });

  test('says for each its unit and where it comes from', () => {
    expect(heading).toMatch(/ — \S/);
    for (const { column, unit, from } of rows) {
      expect([column, unit]).toEqual([column, expect.stringMatching(/\S/)]);
      expect([column, from]).toEqual([column, expect.stringMatching(/\S/)]);
      const [, promised] = unitOfName.find(([name]) => name.test(column)) ?? [];
      if (promised !== undefined) expect([column, unit]).toEqual([column, expect.stringMatching(promised)]);
    }
  });

  test('calls computed what the view computes from others, and nothing that the kernel tells', () => {
    for (const { column, from } of rows.filter(({ column: name }) => /_per_s$/.test(name)))
      expect([column, from[0]]).toEqual([column, '=']);
  });
});
