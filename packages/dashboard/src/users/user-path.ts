import type { UserEntry } from '../api/types.ts';

/** Of the API. */
export function userPath({ name }: Pick<UserEntry, 'name'>): string {
  return `/api/v1/users/${encodeURIComponent(name)}`;
}
