/** Which entries are wanted, as the address carries it. */
export interface AuditFilter {
  readonly who: string;
  readonly what: string;
  /** `2026-11-30`, in the browser's time zone; '' for any. */
  readonly from: string;
  /** The last day wanted. */
  readonly to: string;
}

const dayMs = 86_400_000;

export function filterOf(query: Readonly<Record<string, string | undefined>>): AuditFilter {
  const { who = '', what = '', from = '', to = '' } = query;
  return { who, what, from, to };
}

/** The query of the API, without what is not given. */
export function auditQuery({ who, what, from, to }: AuditFilter, limit: number) {
  const toMs = startOfDay(to);
  return {
    limit,
    who: who || undefined,
    what: what || undefined,
    sinceMs: startOfDay(from),
    untilMs: toMs === undefined ? undefined : toMs + dayMs,
  };
}

/** The address of the page with that filter. */
export function auditPath(filter: AuditFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const search = new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)]));
  return search.size === 0 ? '/audit-log' : `/audit-log?${search.toString()}`;
}

function startOfDay(day: string): number | undefined {
  const ms = new Date(`${day}T00:00:00`).getTime();
  return Number.isNaN(ms) ? undefined : ms;
}
