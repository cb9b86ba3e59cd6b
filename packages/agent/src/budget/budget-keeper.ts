import type { Logger } from '@hostwire/runtime';
import type { Source } from '../sources/sampling/source.ts';
import { Budget, type BudgetLimits, type Usage, type Verdict } from './budget.ts';
import { collectGarbage } from './garbage.ts';

export interface BudgetKeeperOptions {
  readonly source: Pick<Source, 'slow' | 'costs'>;
  readonly limits: BudgetLimits;
  /** Shorter in tests. */
  readonly windowMs: number | undefined;
  readonly logger: Logger;
}

/** Holds the agent to its budget: measures what it uses, and slows its groups down or collects garbage. */
export class BudgetKeeper {
  readonly #source: BudgetKeeperOptions['source'];
  readonly #budget: Budget;
  readonly #logger: Logger;

  constructor({ source, limits, windowMs, logger }: BudgetKeeperOptions) {
    this.#source = source;
    this.#budget = new Budget(limits, windowMs);
    this.#logger = logger;
  }

  get verdict(): Verdict {
    return this.#budget.verdict;
  }

  set limits(limits: BudgetLimits) {
    this.#budget.limits = limits;
  }

  /** To be called for every sample; what it slows down shows in the next one. */
  keep(monoMs: number): void {
    const before = this.#budget.verdict;
    const verdict = this.#budget.look(monoMs, () => usageOf(this.#source, monoMs));
    if (verdict.collectGarbage) collectGarbage();
    if (verdict.factors === before.factors) return;
    this.#source.slow(verdict.factors);
    const { cpuPct } = verdict;
    const slowed = Object.fromEntries(verdict.factors);
    this.#logger.info({ slowed, cpuPct, budget: this.#budget.limits }, 'intervals of groups changed');
  }
}

function usageOf(source: Pick<Source, 'costs'>, monoMs: number): Usage {
  const { user, system } = process.cpuUsage();
  return { monoMs, cpuUs: user + system, rssBytes: process.memoryUsage.rss(), costs: source.costs() };
}
