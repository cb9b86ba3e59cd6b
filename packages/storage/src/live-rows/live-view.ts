/**
 * The rows of a view from the decoded columns of a batch: what SQL over the view gives once the batch is committed. A
 * property test holds the two equal over random samples.
 */
import {
  columnGroup,
  columnGroups,
  type GroupColumns,
  type GroupName,
  type SampleColumns,
} from '@hostwire/protocol';
import { compileSql, type SqlGetter } from './sql-value.ts';
import { parseSql, sqlTokens, type SqlTree } from './sql-tree.ts';
import { viewDefinition, type ViewDefinition } from './view-definition.ts';

/** One group of a batch, with where the rows of each sample begin. */
interface Part {
  readonly columns: GroupColumns;
  readonly starts: Uint32Array;
}

/** Stands on one row of a batch; the same object for all rows. */
export class BatchCursor {
  readonly host: string;
  readonly batch: SampleColumns;
  /** By the order of `columnGroups`; undefined: no sample of the batch has the group. */
  readonly parts: readonly (Part | undefined)[];
  sample = 0;
  /** Of the devices of the view, in its group. */
  row = 0;

  constructor(host: string, batch: SampleColumns) {
    this.host = host;
    this.batch = batch;
    this.parts = columnGroups.map(({ name }) => {
      const columns = batch.groups.find((group) => group.name === name);
      return columns === undefined ? undefined : { columns, starts: startsOf(columns.rowsPerSample) };
    });
  }
}

function startsOf(rowsPerSample: Uint32Array): Uint32Array {
  const starts = new Uint32Array(rowsPerSample.length + 1);
  rowsPerSample.forEach((rows, sample) => (starts[sample + 1] = starts[sample]! + rows));
  return starts;
}

export type RowGetter = SqlGetter<BatchCursor>;

export class LiveView {
  readonly #definition: ViewDefinition;
  readonly #deviceGroup: number;
  readonly #compiled = new Map<string, RowGetter>();

  private constructor(definition: ViewDefinition) {
    this.#definition = definition;
    this.#deviceGroup = definition.devices === undefined ? -1 : indexOf(definition.devices.group);
  }

  /** undefined: its rows are not those of samples, and only ClickHouse has them. */
  static open(name: string): LiveView | undefined {
    const definition = viewDefinition(name);
    return definition === undefined ? undefined : new LiveView(definition);
  }

  /** An expression over the columns of the view. Throws NotUnderstood. */
  compile(sql: string | SqlTree): RowGetter {
    return compileSql(typeof sql === 'string' ? parseSql(sqlTokens(sql)) : sql, (name) => this.#column(name));
  }

  /** Calls for each row of the batch; the cursor stands on it. */
  forEachRow(cursor: BatchCursor, visit: () => void): void {
    const { samples } = cursor.batch;
    for (cursor.sample = 0; cursor.sample < samples; cursor.sample++) {
      if (this.#deviceGroup < 0) {
        visit();
        continue;
      }
      const starts = cursor.parts[this.#deviceGroup]?.starts;
      if (starts === undefined) return;
      const end = starts[cursor.sample + 1]!;
      for (cursor.row = starts[cursor.sample]!; cursor.row < end; cursor.row++) visit();
    }
  }

  /** A column of the view. What it is made of are other columns of it, or those of the table. */
  #column(name: string): RowGetter | undefined {
    const known = this.#compiled.get(name);
    if (known !== undefined) return known;
    const tree = this.#definition.columns.get(name);
    if (tree === undefined) return undefined;
    const getter = compileSql(tableColumns(tree), (inner) =>
      inner === name ? this.#tableColumn(inner) : (this.#column(inner) ?? this.#tableColumn(inner)),
    );
    this.#compiled.set(name, getter);
    return getter;
  }

  #tableColumn(name: string): RowGetter | undefined {
    if (name === 'host') return ({ host }) => host;
    if (name === 'ts') return ({ batch, sample }) => batch.tsMs[sample]!;
    if (name === 'interval_ms' || name === 'samples.interval_ms')
      return ({ batch, sample }) => batch.intervalMs[sample]!;
    if (name === this.#definition.devices?.name) return deviceName(this.#deviceGroup);
    const [, place, column = '', isOfDevice] = /^(\w+)\.(\w+)(\[i\])?$/.exec(name) ?? [];
    if (place === undefined) return undefined;
    if (isOfDevice === undefined)
      return groupValue(place, column, (cursor, starts) => ofSample(cursor, starts));
    if (place.endsWith('_text')) return deviceLabel(this.#deviceGroup, column);
    return groupValue(place, column, ({ row }) => row);
  }
}

/** `disk.read_ops[i]` becomes a name: the value of the device whose row it is. */
function tableColumns(tree: SqlTree): SqlTree {
  if (tree.kind !== 'call') return tree;
  const [of, index] = tree.args;
  if (tree.name === 'arrayElement' && of?.kind === 'name' && index?.kind === 'name' && index.name === 'i')
    return { kind: 'name', name: `${of.name}[i]` };
  return { ...tree, args: tree.args.map(tableColumns) };
}

function indexOf(group: GroupName): number {
  return columnGroups.findIndex(({ name }) => name === group);
}

/** -1: the sample does not have the group. */
function ofSample({ sample }: BatchCursor, starts: Uint32Array): number {
  const row = starts[sample]!;
  return starts[sample + 1] === row ? -1 : row;
}

function groupValue(
  group: string,
  column: string,
  rowOf: (cursor: BatchCursor, starts: Uint32Array) => number,
): RowGetter | undefined {
  const place = columnGroups.findIndex(({ name }) => name === group);
  const index = columnGroups[place]?.columns.findIndex(({ name }) => name === column) ?? -1;
  if (index < 0) return undefined;
  return (cursor) => {
    const part = cursor.parts[place];
    if (part === undefined) return null;
    const row = rowOf(cursor, part.starts);
    if (row < 0) return null;
    const value = part.columns.values[index * part.columns.deviceOfRow.length + row]!;
    return Number.isNaN(value) ? null : value;
  };
}

function deviceName(group: number): RowGetter {
  return ({ parts, row }) => {
    const columns = parts[group]?.columns;
    return columns?.deviceNames[columns.deviceOfRow[row]!] ?? '';
  };
}

function deviceLabel(group: number, label: string): RowGetter | undefined {
  const { name } = columnGroups[group]!;
  if (!columnGroup(name).labels.some((one) => one.name === label)) return undefined;
  return ({ parts, row }) => {
    const columns = parts[group]?.columns;
    return columns?.labels[label]?.[columns.deviceOfRow[row]!] ?? '';
  };
}
