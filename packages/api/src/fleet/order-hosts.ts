import type { HostState, HostSummary } from '../schemas/host.ts';

/** What needs attention comes first. */
export const stateRank: Readonly<Record<HostState, number>> = {
  silent: 0,
  late: 1,
  waiting: 2,
  live: 3,
  revoked: 4,
};

/** What hosts are ordered by; null sorts last in both directions. */
export type OrderKey = (host: HostSummary) => number | string | null;

/** Numbers inside names count as numbers: web-2 before web-10. */
const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: number | string, b: number | string): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byText.compare(String(a), String(b));
}

/** A new array. Equal keys are ordered by name, so that rows do not change places without a reason. */
export function orderHostsBy(
  hosts: readonly HostSummary[],
  { key, descending }: { key: OrderKey; descending: boolean },
): HostSummary[] {
  const sign = descending ? -1 : 1;
  const keyed = hosts.map((host) => ({ host, key: key(host) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      if (a.key !== b.key) return a.key === null ? 1 : -1;
    } else {
      const difference = compare(a.key, b.key);
      if (difference !== 0) return sign * difference;
    }
    return byText.compare(a.host.host, b.host.host);
  });
  return keyed.map(({ host }) => host);
}
