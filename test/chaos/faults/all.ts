import type { Fault } from '../fault.ts';
import { brokenPart } from './broken-parts.ts';
import { clockFaults } from './clocks.ts';
import { databaseFaults } from './databases.ts';
import { diskFaults } from './disks.ts';
import { networkFaults } from './networks.ts';
import { partitionFaults } from './partitions.ts';
import { processFaults } from './processes.ts';
import { systemCallFaults } from './system-calls.ts';

export const allFaults: readonly Fault[] = [
  ...processFaults,
  ...networkFaults,
  ...partitionFaults,
  ...diskFaults,
  ...databaseFaults,
  brokenPart,
  ...clockFaults,
  ...systemCallFaults,
];
