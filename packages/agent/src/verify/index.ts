/** How numbers of the kernel are held against other readings, for the tests of accuracy. */
export { KernelLedger, cellsOf, type Bounds, type Cell, type Span } from './kernel-ledger.ts';
export type { ColumnOf } from '../sources/linux/groups/cross-check.ts';
export { createLinuxSource } from '../sources/linux/linux-source.ts';
export { ProcessGroup } from '../sources/linux/groups/process.ts';
