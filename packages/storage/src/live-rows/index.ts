export { BatchCursor, LiveView, type RowGetter } from './live-view.ts';
export { NotUnderstood, parseSql, sqlTokens, type SqlTree } from './sql-tree.ts';
export { compileSql, type SqlGetter, type SqlValue } from './sql-value.ts';
