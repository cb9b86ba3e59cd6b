export { KernelLedger, cellsOf, type Bounds, type Cell, type Span } from '../verify/kernel-ledger.ts';
export type { ColumnOf } from '../sources/linux/groups/cross-check.ts';
export { createLinuxSource } from '../sources/linux/linux-source.ts';
export { ProcessGroup } from '../sources/linux/groups/process.ts';
export { Load, type LoadName } from './load.ts';
