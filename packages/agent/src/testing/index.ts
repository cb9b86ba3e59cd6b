export { KernelLedger, lookEveryMs, type Bounds, type ColumnOf, type Span } from './kernel-ledger.ts';
export { Load, type LoadName } from './load.ts';
