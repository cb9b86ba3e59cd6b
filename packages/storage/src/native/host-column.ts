import type { ColumnGroup, GroupColumns } from '@hostwire/protocol';
import { valuesType } from './group-type.ts';
import type { NativeColumn } from './native-column.ts';
import type { NativeWriter } from './native-writer.ts';
import { valueColumns } from './value-columns.ts';

/** A group that a host has once, as a tuple per sample. */
export class HostColumn implements NativeColumn {
  readonly type: string;
  readonly #values: ReturnType<typeof valueColumns>;

  constructor(group: ColumnGroup) {
    this.type = valuesType(group);
    this.#values = valueColumns(group);
  }

  /** Where a sample did not read the group, all of its values are missing. */
  append({ rowsPerSample, deviceOfRow, values }: GroupColumns): void {
    const rows = deviceOfRow.length;
    const isWhole = rows === rowsPerSample.length;
    this.#values.forEach((column, i) => {
      if (isWhole) column.append(values, i * rows, rows);
      else column.appendWhere(rowsPerSample, values.subarray(i * rows, (i + 1) * rows));
    });
  }

  appendMissing(samples: number): void {
    for (const column of this.#values) column.fillMissing(samples);
  }

  writePrefix(): void {}

  writeData(out: NativeWriter): void {
    for (const column of this.#values) column.writeData(out);
  }
}
