import type { Fault } from '../fault.ts';
import { diskFaults } from './disks.ts';
import { networkFaults } from './networks.ts';
import { processFaults } from './processes.ts';
import { systemCallFaults } from './system-calls.ts';

export const allFaults: readonly Fault[] = [
  ...processFaults,
  ...networkFaults,
  ...diskFaults,
  ...systemCallFaults,
];
