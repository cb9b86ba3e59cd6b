import type { Issue } from './source.ts';

/** The issue with a value that cannot be: it is missing, and everything else of the sample goes on. */
export function impossibleValue(of: { group: string; device?: string; column: string; why: string }): Issue {
  const { why, ...where } = of;
  return { ...where, code: 'VALUE_IMPOSSIBLE', message: `${of.column} is left out: ${why}` };
}
