import type { Reading } from '@hostwire/protocol';
import { blankRow, columnPosition, scalarReading } from './columns.ts';
import { ScalarIncrements } from './scalar-increments.ts';
import { Schedule } from './schedule.ts';
import type { SelfMeasurement } from './source.ts';

/** What the source knows of its own cost at this read. */
export interface ReadCost {
  readonly monoMs: number;
  readonly readUs: number;
  /** Counters that went backwards, since the start. */
  readonly resetsTotal: number;
  readonly blockedMounts: number;
  readonly slowedGroups: number;
  /** What is not read at present. */
  readonly issues: number;
}

const totalPositions = ['cpu_us', 'sent_bytes', 'resets'].map((column) => columnPosition('agent', column));

const position = {
  rss: columnPosition('agent', 'rss_bytes'),
  spoolBytes: columnPosition('agent', 'spool_bytes'),
  spoolBatches: columnPosition('agent', 'spool_batches'),
  readUs: columnPosition('agent', 'read_us'),
  blockedMounts: columnPosition('agent', 'blocked_mounts'),
  slowedGroups: columnPosition('agent', 'slowed_groups'),
  issues: columnPosition('agent', 'issues'),
  overCpuBudget: columnPosition('agent', 'over_cpu_budget'),
  overRssBudget: columnPosition('agent', 'over_rss_budget'),
};

/** Group `agent`: what this process costs. Its memory is in one sample of ten seconds: the kernel takes long to tell it. */
export class SelfGroup {
  readonly #measure: () => SelfMeasurement;
  readonly #memory = new Schedule();
  readonly #increments = new ScalarIncrements(totalPositions);

  constructor(measure: () => SelfMeasurement) {
    this.#measure = measure;
  }

  read({ monoMs, readUs, resetsTotal, blockedMounts, slowedGroups, issues }: ReadCost): Reading {
    const self = this.#measure();
    const { user, system } = process.cpuUsage();
    const values = blankRow('agent');
    this.#increments.put(Float64Array.of(user + system, self.sentBytesTotal, resetsTotal), values);
    if (this.#memory.due(monoMs)) values[position.rss] = process.memoryUsage.rss();
    values[position.spoolBytes] = self.spoolBytes;
    values[position.spoolBatches] = self.spoolBatches;
    values[position.readUs] = readUs;
    values[position.blockedMounts] = blockedMounts;
    values[position.slowedGroups] = slowedGroups;
    values[position.issues] = issues + (self.issues ?? 0);
    values[position.overCpuBudget] = Number(self.overCpuBudget);
    values[position.overRssBudget] = Number(self.overRssBudget);
    return scalarReading(values);
  }

  forget(): void {
    this.#increments.forget();
    this.#memory.forget();
  }
}
