// Which rows of a long table exist in the document: those in view and a few around them. Ten thousand hosts are
// then some fifty rows, and the two spacers keep the scroll bar honest.

export interface RowWindow {
  /** Index of the first row that exists. */
  first: number;
  /** Index after the last row that exists. */
  end: number;
  beforePx: number;
  afterPx: number;
}

export interface RowLayout {
  rowCount: number;
  rowHeightPx: number;
  /** How far the top of the first row lies above the top of the view; negative when it lies below. */
  scrolledPx: number;
  viewPx: number;
}

/** Rows kept on each side of the view, so that a quick scroll or the Tab key finds the next row there already. */
export const overscanRows = 12;

export function rowWindow({ rowCount, rowHeightPx, scrolledPx, viewPx }: RowLayout): RowWindow {
  const within = (index: number): number => Math.min(rowCount, Math.max(0, index));
  const first = within(Math.floor(scrolledPx / rowHeightPx) - overscanRows);
  const end = Math.max(first, within(Math.ceil((scrolledPx + viewPx) / rowHeightPx) + overscanRows));
  return { first, end, beforePx: first * rowHeightPx, afterPx: (rowCount - end) * rowHeightPx };
}
