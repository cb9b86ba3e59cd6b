import type { Column, ColumnGroup, GroupColumns } from '@hostwire/protocol';
import { NullableFloat64Column } from './float-column.ts';
import { GrowingArray } from './growing-array.ts';
import { NullableUInt64Column } from './integer-columns.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';
import { TextColumn } from './text-column.ts';

/**
 * A group of devices as Array(Tuple(name, labels ..., values ...)): one array per sample, its lengths sent once for all
 * columns of the group (as arrays of their own, each would repeat them).
 */
export class DeviceColumn implements NativeColumn {
  readonly type: string;
  readonly #group: ColumnGroup;
  /** End of each sample's devices, as 64-bit words. */
  readonly #offsets = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);
  readonly #names = new TextColumn();
  readonly #labels: readonly TextColumn[];
  readonly #values: readonly (NullableUInt64Column | NullableFloat64Column)[];
  #rows = 0;

  constructor(group: ColumnGroup) {
    this.#group = group;
    this.#labels = group.labels.map(() => new TextColumn());
    this.#values = group.columns.map(({ kind }) =>
      kind === 'real' ? new NullableFloat64Column() : new NullableUInt64Column(),
    );
    this.type = deviceType(group);
  }

  append(columns: GroupColumns): void {
    this.#appendLengths(columns.rowsPerSample);
    this.#names.append(columns.deviceNames, columns.deviceOfRow);
    this.#group.labels.forEach(({ name }, i) => {
      const texts = columns.labels[name] ?? columns.deviceNames.map(() => '');
      this.#labels[i]!.append(texts, columns.deviceOfRow);
    });
    const rows = columns.deviceOfRow.length;
    this.#values.forEach((column, i) => column.append(columns.values, i * rows, rows));
  }

  appendEmpty(samples: number): void {
    this.#appendLengths(new Uint32Array(samples));
  }

  #appendLengths(lengths: Uint32Array): void {
    const at = this.#offsets.extend(2 * lengths.length);
    const words = this.#offsets.array;
    for (let i = 0; i < lengths.length; i++) words[at + 2 * i] = this.#rows += lengths[i]!;
  }

  writePrefix(out: NativeWriter): void {
    this.#names.writePrefix(out);
    for (const label of this.#labels) label.writePrefix(out);
  }

  writeData(out: NativeWriter): void {
    out.bytes(this.#offsets.bytes());
    this.#names.writeData(out);
    for (const column of [...this.#labels, ...this.#values]) column.writeData(out);
  }
}

/** ClickHouse's type of the values of a column. */
function valueType({ kind }: Column): string {
  return kind === 'real' ? 'Nullable(Float64)' : 'Nullable(UInt64)';
}

/** ClickHouse's type of the group as it is sent. */
export function deviceType({ labels, columns }: ColumnGroup): string {
  const texts = ['name', ...labels.map(({ name }) => name)].map((name) => `${name} LowCardinality(String)`);
  return `Array(Tuple(${[...texts, ...columns.map((column) => `${column.name} ${valueType(column)}`)].join(', ')}))`;
}
