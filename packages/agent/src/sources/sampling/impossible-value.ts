import type { Issue } from './source.ts';

/** The issue with a value that cannot be: it is missing, and everything else of the sample goes on. */
export function impossibleValue(of: { group: string; column: string; why: string }): Issue {
  const { group, column, why } = of;
  return { group, code: 'VALUE_IMPOSSIBLE', message: `${column} is left out: ${why}` };
}
