import { beforeEach, describe, expect, test } from '@jest/globals';
import type { GroupCost } from '../sources/sampling/source-settings.ts';
import { Budget, budgetTimes, type Verdict } from './budget.ts';

/** An agent that costs `idlePct`, and its groups by what a read of each costs. */
class SimulatedAgent {
  readonly budget = new Budget({ cpuPct: 1, rssMb: 100 });
  idlePct = 0.2;
  rssMb = 50;
  readUs: Record<string, number> = { cpu: 300, process: 100_000, cgroup: 20_000 };
  readonly #baseMs: Record<string, number> = { cpu: 1_000, process: 10_000, cgroup: 10_000 };
  readonly #groups = Object.keys(this.readUs).map((name) => ({ name, costUs: 0, reads: 0, nextMs: 0 }));
  #ms = 0;
  #cpuUs = 0;
  garbage = 0;

  run(seconds: number): Verdict {
    for (let i = 0; i < seconds; i++) this.#second();
    return this.budget.verdict;
  }

  /** Seconds until the condition holds. */
  until(condition: (verdict: Verdict) => boolean): number {
    for (let seconds = 0; seconds < 20_000; seconds++) if (condition(this.run(1))) return seconds + 1;
    throw new Error('it never does');
  }

  #second(): void {
    this.#ms += 1_000;
    this.#cpuUs += this.idlePct * 10_000;
    for (const group of this.#groups) {
      if (this.#ms < group.nextMs) continue;
      const us = this.readUs[group.name]!;
      group.nextMs = this.#ms + this.#intervalMs(group.name);
      group.costUs += us;
      group.reads++;
      this.#cpuUs += us;
    }
    const costs: GroupCost[] = this.#groups.map(({ name, costUs, reads }) => {
      return { name, costUs, reads, intervalMs: this.#intervalMs(name) };
    });
    const usage = { monoMs: this.#ms, cpuUs: this.#cpuUs, rssBytes: this.rssMb * 2 ** 20, costs };
    if (this.budget.look(this.#ms, () => usage).collectGarbage) this.garbage++;
  }

  #intervalMs(name: string): number {
    return this.#baseMs[name]! * (this.budget.verdict.factors.get(name) ?? 1);
  }
}

let agent: SimulatedAgent;
beforeEach(() => {
  agent = new SimulatedAgent();
});

const factors = ({ factors: map }: Verdict) => Object.fromEntries(map);

describe('CPU', () => {
  test('an agent within its budget is left alone', () => {
    agent.readUs['process'] = 30_000;
    expect(agent.run(3_600)).toMatchObject({ overCpu: false, cpuPct: expect.closeTo(0.73, 1) });
    expect(agent.budget.verdict.factors.size).toBe(0);
  });

  test('one bad window changes nothing', () => {
    agent.readUs['process'] = 30_000;
    agent.run(60);
    agent.idlePct = 5;
    agent.run(29);
    agent.idlePct = 0.2;
    expect(factors(agent.run(120))).toEqual({});
  });

  test('the costliest group is slowed first, and no further than needed', () => {
    expect(agent.until(({ overCpu }) => overCpu)).toBeLessThanOrEqual(62);
    expect(factors(agent.budget.verdict)).toEqual({ process: 2 });
    agent.run(600);
    expect(agent.budget.verdict).toMatchObject({ overCpu: false });
    expect(factors(agent.budget.verdict)).toEqual({ process: 2 });
    expect(agent.budget.verdict.cpuPct).toBeLessThan(1);
  });

  test('it comes back when there is room again, one step at a time, with nothing left behind', () => {
    agent.readUs['process'] = 400_000;
    agent.until(({ factors }) => factors.get('process') === 8);
    agent.readUs['process'] = 10_000;
    const steps = [4, 2, undefined].map((factor) =>
      agent.until(({ factors }) => factors.get('process') === factor),
    );
    expect(steps.every((seconds) => seconds >= 30 && seconds <= 400)).toBe(true);
    expect(agent.run(600)).toMatchObject({ overCpu: false });
    expect(agent.budget.verdict.factors.size).toBe(0);
  });

  test('a cost that stays near the budget does not swing to and fro', () => {
    let changes = 0;
    let before = agent.budget.verdict.factors;
    for (let second = 0; second < 4 * 3_600; second++) {
      const after = agent.run(1).factors;
      if (after !== before) changes++;
      before = after;
    }
    expect(changes).toBe(1);
  });

  test('a restoration that was a mistake is repeated ever more rarely', () => {
    // What it costs depends on the interval: shorter is dearer than the reads alone tell.
    agent.readUs['process'] = 100;
    const relapses: number[] = [];
    let factor = 1;
    for (let second = 0; second < 6 * 3_600; second++) {
      const now = agent.run(1).factors.get('cgroup') ?? 1;
      agent.idlePct = now === 1 ? 1.2 : 0.2;
      if (now > factor) relapses.push(second);
      factor = now;
    }
    const distances = relapses.slice(1).map((second, i) => second - relapses[i]!);
    expect(relapses.length).toBeGreaterThan(3);
    expect(distances.at(-1)!).toBeGreaterThan(4 * distances[0]!);
  });

  test('no interval grows beyond the limit, and what cannot be slowed is only reported', () => {
    agent.idlePct = 50;
    agent.run(3 * 3_600);
    expect(agent.budget.verdict.overCpu).toBe(true);
    for (const [name, factor] of agent.budget.verdict.factors) {
      expect((name === 'cpu' ? 1_000 : 10_000) * factor).toBeLessThanOrEqual(budgetTimes.maxIntervalMs);
    }
    expect(Object.keys(factors(agent.budget.verdict)).sort()).toEqual(['cgroup', 'cpu', 'process']);
  });

  test('a larger budget frees what a smaller one held', () => {
    agent.run(300);
    agent.budget.limits = { cpuPct: 5, rssMb: 100 };
    expect(factors(agent.run(300))).toEqual({});
  });
});

describe('memory', () => {
  test('over the budget is reported and answered by collecting garbage, not more than once in ten minutes', () => {
    agent.rssMb = 101;
    expect(agent.run(1)).toMatchObject({ overRss: true });
    expect(agent.garbage).toBe(1);
    agent.run(1_199);
    expect(agent.garbage).toBe(2);
  });

  test('within it again is reported below a lower mark', () => {
    agent.rssMb = 101;
    agent.run(1);
    agent.rssMb = 97;
    expect(agent.run(30).overRss).toBe(true);
    agent.rssMb = 94;
    expect(agent.run(30).overRss).toBe(false);
  });
});
