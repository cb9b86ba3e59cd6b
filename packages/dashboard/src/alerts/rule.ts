import type { AlertRuleEntry } from '../api/types.ts';

/** A rule as data, as far as the pages show and edit it; the rest stays as it is. */
export type Rule = AlertRuleEntry['rule'] & {
  readonly why?: string;
  readonly unit?: string;
  readonly above?: number;
  readonly below?: number;
  /** ms */
  readonly for?: number;
};
