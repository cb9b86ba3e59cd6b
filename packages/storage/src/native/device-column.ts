import type { ColumnGroup, GroupColumns } from '@hostwire/protocol';
import { textsType, valuesType } from './group-type.ts';
import { GrowingArray } from './growing-array.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';
import { TextColumn } from './text-column.ts';
import { valueColumns } from './value-columns.ts';

/**
 * A group of devices as two columns, each an array of tuples per sample: the name and the labels of the devices, and their
 * values in the same order.
 */
export class DeviceColumns {
  /** Array(Tuple(name, labels ...)) */
  readonly texts: NativeColumn;
  /** Array(Tuple(values ...)) */
  readonly values: NativeColumn;
  readonly #group: ColumnGroup;
  /** End of each sample's devices, as 64-bit words. */
  readonly #offsets = new GrowingArray<Uint32Array<ArrayBuffer>>(Uint32Array);
  readonly #names = new TextColumn();
  readonly #labels: readonly TextColumn[];
  readonly #values: ReturnType<typeof valueColumns>;
  #rows = 0;

  constructor(group: ColumnGroup) {
    this.#group = group;
    this.#labels = group.labels.map(() => new TextColumn());
    this.#values = valueColumns(group);
    this.texts = this.#column(textsType(group), [this.#names, ...this.#labels]);
    this.values = this.#column(valuesType(group), this.#values);
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

  /** An array of tuples with these elements; both have the same ends. */
  #column(type: string, elements: readonly NativeColumn[]): NativeColumn {
    const offsets = this.#offsets;
    return {
      type,
      writePrefix(out: NativeWriter): void {
        for (const element of elements) element.writePrefix(out);
      },
      writeData(out: NativeWriter): void {
        out.bytes(offsets.bytes());
        for (const element of elements) element.writeData(out);
      },
    };
  }
}
