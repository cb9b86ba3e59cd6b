import type { Rule } from './rule.ts';
import { matchesScope, type HostFacts } from './scope.ts';

/** What is decided about one value of one host and device. */
export interface Judgement {
  /** The condition holds. */
  readonly breach: boolean;
  /** The condition holds, or a firing alert is kept by its margin. */
  readonly hold: boolean;
  /** null: the rule has none. */
  readonly threshold: number | null;
}

interface Bounds {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly clear?: number | undefined;
}

/** The settings of a rule for one host and device. */
export interface RuleTerms extends Bounds {
  readonly enabled: boolean;
  readonly forMs: number;
}

/** The first override that matches goes before the rule itself. */
export function termsFor(rule: Rule, at: HostFacts & { readonly device: string }): RuleTerms {
  const given = rule.overrides.find((each) => matchesScope(each, at));
  const isWithin = rule.scope === undefined || matchesScope(rule.scope, at);
  return {
    enabled: isWithin && given?.enabled !== false,
    forMs: given?.for ?? rule.for,
    ...boundsWith(boundsOf(rule), given),
  };
}

/** An override of the threshold replaces its margin too. */
function boundsWith(own: Bounds, given: Bounds | undefined): Bounds {
  if (given === undefined) return own;
  if (given.above !== undefined || given.below !== undefined)
    return { above: given.above, below: given.below, clear: given.clear };
  return { ...own, clear: given.clear ?? own.clear };
}

export function judge(value: number, { above, below, clear }: Bounds): Judgement {
  if (above !== undefined)
    return { breach: value >= above, hold: value >= (clear ?? above), threshold: above };
  if (below !== undefined)
    return { breach: value <= below, hold: value <= (clear ?? below), threshold: below };
  return { breach: true, hold: true, threshold: null };
}

function boundsOf(rule: Rule): Bounds {
  if (rule.kind === 'silent' || rule.kind === 'condition') return {};
  if (rule.kind === 'forecast')
    return { below: rule.within / 3_600_000, clear: (1.5 * rule.within) / 3_600_000 };
  return { above: rule.above, below: rule.below, clear: rule.clear };
}
