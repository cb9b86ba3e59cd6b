import type { Scenario } from './scenario.ts';

export interface Firing {
  readonly rule: string;
  readonly host: string;
  readonly device: string;
  readonly firedMs: number;
}

/** A scenario, and what fired. */
export interface Judged extends Pick<Scenario, 'name' | 'fires' | 'alsoFine'> {
  readonly beginMs: number;
  readonly firings: readonly Firing[];
}

export interface RuleScore {
  readonly rule: string;
  /** Scenarios in which it had to fire and did. */
  readonly right: number;
  /** In which it fired, and nobody wanted to know. */
  readonly wrong: readonly string[];
  /** In which it had to fire and did not. */
  readonly missed: readonly string[];
}

export function scoresOf(judged: readonly Judged[]): RuleScore[] {
  const rules = new Set(
    judged.flatMap(({ fires, firings }) => [...fires, ...firings.map(({ rule }) => rule)]),
  );
  return [...rules].sort().map((rule) => scoreOf(rule, judged));
}

function scoreOf(rule: string, judged: readonly Judged[]): RuleScore {
  const wrong: string[] = [];
  const missed: string[] = [];
  let right = 0;
  for (const { name, fires, alsoFine = [], beginMs, firings } of judged) {
    const own = firings.filter((firing) => firing.rule === rule);
    const early = own.some(({ firedMs }) => firedMs < beginMs);
    const inTime = own.some(({ firedMs }) => firedMs >= beginMs);
    const isWanted = fires.includes(rule);
    if (isWanted && inTime) right++;
    if (isWanted && !inTime) missed.push(name);
    if (early || (own.length > 0 && !isWanted && !alsoFine.includes(rule))) wrong.push(name);
  }
  return { rule, right, wrong, missed };
}

export interface Total {
  readonly precision: number;
  readonly recall: number;
}

/** 1 where there is nothing to judge. */
export function totalOf(scores: readonly RuleScore[]): Total {
  const right = scores.reduce((sum, each) => sum + each.right, 0);
  const wrong = scores.reduce((sum, each) => sum + each.wrong.length, 0);
  const missed = scores.reduce((sum, each) => sum + each.missed.length, 0);
  return {
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
  };
}
