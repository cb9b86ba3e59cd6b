import type { NativeWriter } from './native-writer.ts';

/** One column of a Native block under construction. */
export interface NativeColumn {
  /** ClickHouse's name of what is sent. */
  readonly type: string;
  /** What a column has before all data; most have nothing. */
  writePrefix(out: NativeWriter): void;
  writeData(out: NativeWriter): void;
}

/**
 * A block: number of columns and rows, then each column with its name, type, prefix and data. Several blocks in one
 * body would be several parts, so a group is always one.
 */
export function writeBlock(
  out: NativeWriter,
  rows: number,
  columns: ReadonlyMap<string, NativeColumn>,
): void {
  out.varint(columns.size);
  out.varint(rows);
  for (const [name, column] of columns) {
    out.text(name);
    out.text(column.type);
    column.writePrefix(out);
    column.writeData(out);
  }
}
