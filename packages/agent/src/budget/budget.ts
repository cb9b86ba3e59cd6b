/**
 * Keeps the agent within its budget: slows groups down when it costs too much, and lets go when it can.
 *
 * Judged by windows of time, one after the other. A group counts in a window with what a read of it costs over the
 * interval that it has, however many reads fell into the window: one that holds no read of a costly group, or one too
 * many, would tell another cost than there is. All that is not reading counts as it was.
 *
 *   within ──two windows over──► over ──each further window over──► one group slower (interval × 2)
 *   over ──a window under──► within; while groups are slowed and there would be room, windows are *calm*
 *   calm ──`patience` calm windows──► one group faster (interval ÷ 2)
 *
 * Slowed first is what costs most at its present interval; restored first is what costs least. There is room when the
 * cost now and what the restored group would add stay within `roomShare` of the budget. A restoration that leads over
 * the budget at once doubles the patience, so that a guess which is wrong is repeated ever more rarely; patience is as
 * at first when nothing is slowed any more.
 *
 * Memory cannot be taken back by reading less: over its budget the agent collects garbage thoroughly, at most every
 * `garbageEveryMs`, and says so. What ends a process that grows for ever is the supervisor's limit.
 *
 * Limits: no interval beyond `maxIntervalMs`, so every group is still read.
 */
import type { GroupCost } from '../sources/sampling/source-settings.ts';

export interface BudgetLimits {
  /** Of one core. */
  readonly cpuPct: number;
  readonly rssMb: number;
}

/** Where the agent stands; totals since it started. */
export interface Usage {
  readonly monoMs: number;
  readonly cpuUs: number;
  readonly rssBytes: number;
  readonly costs: readonly GroupCost[];
}

export interface Verdict {
  /** By how much the interval of each slowed group is lengthened. The same object until it changes. */
  readonly factors: ReadonlyMap<string, number>;
  readonly overCpu: boolean;
  readonly overRss: boolean;
  /** Of the last window, at the intervals as they were; undefined: there was none yet. */
  readonly cpuPct: number | undefined;
  /** Now is the time. */
  readonly collectGarbage: boolean;
}

export const budgetTimes = {
  windowMs: 30_000,
  garbageEveryMs: 600_000,
  maxIntervalMs: 300_000,
} as const;
const windowsUntilOver = 2;
const firstPatience = 2;
const maxPatience = 64;
const roomShare = 0.9;
/** Below this share of the budget memory counts as within it again. */
const rssBackShare = 0.95;

interface Window {
  readonly usage: Usage;
  readonly costs: ReadonlyMap<string, GroupCost>;
}

export class Budget {
  limits: BudgetLimits;
  readonly #windowMs: number;
  /** µs per read, of the last window that had one. */
  readonly #costOfRead = new Map<string, number>();
  #verdict: Verdict = {
    factors: new Map(),
    overCpu: false,
    overRss: false,
    cpuPct: undefined,
    collectGarbage: false,
  };
  #window: Window | undefined;
  #overWindows = 0;
  #calmWindows = 0;
  #patience = firstPatience;
  #restoredLast = false;
  #garbageMs = -Infinity;

  constructor(limits: BudgetLimits, windowMs: number = budgetTimes.windowMs) {
    this.limits = limits;
    this.#windowMs = windowMs;
  }

  get verdict(): Verdict {
    return this.#verdict;
  }

  /** To be called with every sample; asks for the usage when a window is over. `collectGarbage` is said once. */
  look(monoMs: number, usageNow: () => Usage): Verdict {
    const begin = this.#window;
    const tookMs = monoMs - (begin?.usage.monoMs ?? -Infinity);
    if (tookMs < this.#windowMs) return this.#verdict;
    const usage = usageNow();
    this.#open(usage);
    const { overRss, collectGarbage } = this.#judgeMemory(usage);
    this.#verdict = { ...this.#verdict, overRss };
    if (begin !== undefined) this.#verdict = { ...this.#verdict, ...this.#judgeWindow(begin, usage) };
    return { ...this.#verdict, collectGarbage };
  }

  #judgeWindow(begin: Window, usage: Usage): Pick<Verdict, 'cpuPct' | 'factors' | 'overCpu'> {
    const restUs = usage.cpuUs - begin.usage.cpuUs - this.#learnCosts(begin, usage);
    const shares = this.#shares(usage.costs);
    const tookMs = usage.monoMs - begin.usage.monoMs;
    const cpuPct = Math.max(0, restUs) / tookMs / 10 + shares.reduce((sum, { pct }) => sum + pct, 0);
    const factors = this.#judgeCpu(cpuPct, shares);
    return { cpuPct, factors, overCpu: this.#overWindows >= windowsUntilOver };
  }

  #open(usage: Usage): void {
    this.#window = { usage, costs: new Map(usage.costs.map((cost) => [cost.name, cost])) };
  }

  #judgeMemory({ monoMs, rssBytes }: Usage): Pick<Verdict, 'overRss' | 'collectGarbage'> {
    const share = rssBytes / (this.limits.rssMb * 2 ** 20);
    const overRss = share > (this.#verdict.overRss ? rssBackShare : 1);
    const collectGarbage = overRss && monoMs - this.#garbageMs >= budgetTimes.garbageEveryMs;
    if (collectGarbage) this.#garbageMs = monoMs;
    return { overRss, collectGarbage };
  }

  /** Gives what all reads of the window cost, in µs. */
  #learnCosts({ costs: before }: Window, { costs }: Usage): number {
    let sumUs = 0;
    for (const { name, costUs, reads } of costs) {
      const then = before.get(name);
      if (then === undefined || reads === then.reads) continue;
      this.#costOfRead.set(name, (costUs - then.costUs) / (reads - then.reads));
      sumUs += costUs - then.costUs;
    }
    return sumUs;
  }

  #shares(costs: readonly GroupCost[]): Share[] {
    return costs.map(({ name, intervalMs }) => {
      const factor = this.#verdict.factors.get(name) ?? 1;
      return { name, intervalMs, factor, pct: (this.#costOfRead.get(name) ?? 0) / intervalMs / 10 };
    });
  }

  #judgeCpu(cpuPct: number, shares: readonly Share[]): ReadonlyMap<string, number> {
    if (cpuPct > this.limits.cpuPct) return this.#slow(shares);
    this.#overWindows = 0;
    return this.#restore(cpuPct, shares);
  }

  #slow(shares: readonly Share[]): ReadonlyMap<string, number> {
    this.#calmWindows = 0;
    if (this.#restoredLast) this.#patience = Math.min(this.#patience * 2, maxPatience);
    this.#restoredLast = false;
    if (++this.#overWindows < windowsUntilOver) return this.#verdict.factors;
    const able = shares.filter(
      ({ pct, intervalMs }) => pct > 0 && intervalMs * 2 <= budgetTimes.maxIntervalMs,
    );
    if (able.length === 0) return this.#verdict.factors;
    const costliest = able.reduce((a, b) => (b.pct > a.pct ? b : a));
    return withFactor(this.#verdict.factors, costliest.name, costliest.factor * 2);
  }

  #restore(cpuPct: number, shares: readonly Share[]): ReadonlyMap<string, number> {
    const { factors } = this.#verdict;
    const slowed = shares.filter(({ name }) => factors.has(name));
    if (slowed.length === 0) {
      this.#patience = firstPatience;
      return factors.size === 0 ? factors : new Map();
    }
    const cheapest = slowed.reduce((a, b) => (b.pct < a.pct ? b : a));
    const hasRoom = cpuPct + cheapest.pct <= this.limits.cpuPct * roomShare;
    this.#calmWindows = hasRoom ? this.#calmWindows + 1 : 0;
    this.#restoredLast = this.#calmWindows >= this.#patience;
    if (!this.#restoredLast) return factors;
    this.#calmWindows = 0;
    return withFactor(factors, cheapest.name, cheapest.factor / 2);
  }
}

interface Share {
  readonly name: string;
  readonly intervalMs: number;
  readonly factor: number;
  /** Of one core, at the present interval. */
  readonly pct: number;
}

function withFactor(
  factors: ReadonlyMap<string, number>,
  name: string,
  factor: number,
): ReadonlyMap<string, number> {
  const changed = new Map(factors);
  if (factor > 1) changed.set(name, factor);
  else changed.delete(name);
  return changed;
}
