import type { Reading } from '@hostwire/protocol';
import { blankRow, columnPosition, joinRows } from './columns.ts';
import { Schedule } from './schedule.ts';
import type { GroupCost } from './source-settings.ts';

const position = {
  intervalMs: columnPosition('agent_group', 'interval_ms'),
  readUs: columnPosition('agent_group', 'read_us'),
  reads: columnPosition('agent_group', 'reads'),
  slowFactor: columnPosition('agent_group', 'slow_factor'),
};

interface Reported {
  readonly monoMs: number;
  readonly costs: readonly GroupCost[];
}

/**
 * Group `agent_group`: what each group cost since it was told before, every ten seconds and whenever a factor changes.
 * A group that is off has no row.
 */
export class GroupCosts {
  readonly #schedule = new Schedule();
  #reported: Reported | undefined;
  #factors: ReadonlyMap<string, number> = new Map();

  /** undefined: not due. The first call is the baseline. */
  read(
    monoMs: number,
    { costs, factors }: { costs: () => readonly GroupCost[]; factors: ReadonlyMap<string, number> },
  ): Reading | undefined {
    const isDue = this.#schedule.due(monoMs) || factors !== this.#factors;
    if (!isDue) return undefined;
    const now = { monoMs, costs: costs() };
    const before = this.#reported;
    this.#reported = now;
    this.#factors = factors;
    if (before === undefined) return undefined;
    const on = now.costs.filter(({ intervalMs }) => intervalMs !== Infinity);
    if (on.length === 0) return undefined;
    const rows = on.map((cost) => rowOf(cost, { before, monoMs, factor: factors.get(cost.name) ?? 1 }));
    return { devices: on.map(({ name }) => name), values: joinRows(rows) };
  }

  forget(): void {
    this.#schedule.forget();
    this.#reported = undefined;
  }
}

function rowOf(
  { name, costUs, reads }: GroupCost,
  { before, monoMs, factor }: { before: Reported; monoMs: number; factor: number },
): Float64Array {
  const row = blankRow('agent_group');
  const then = before.costs.find((cost) => cost.name === name);
  row[position.intervalMs] = monoMs - before.monoMs;
  row[position.readUs] = Math.round(costUs) - Math.round(then?.costUs ?? 0);
  row[position.reads] = reads - (then?.reads ?? 0);
  row[position.slowFactor] = factor;
  return row;
}
