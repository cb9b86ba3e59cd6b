export {
  KernelLedger,
  cellsOf,
  type Bounds,
  type Cell,
  type ColumnOf,
  type Span,
} from '../verify/kernel-ledger.ts';
export { createLinuxSource } from '../sources/linux/linux-source.ts';
export { ProcessGroup } from '../sources/linux/process.ts';
export { Load, type LoadName } from './load.ts';
