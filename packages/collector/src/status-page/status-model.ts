import type { HostSummary } from '@hostwire/api';
import type { MeasuredDay } from '@hostwire/storage';
import { selects, type StatusPageSettings } from './selection.ts';

export const dayMs = 86_400_000;
export const shownDays = 90;
/** Hosts that are named at most; more are counted only. */
const maxNamed = 500;

type StatusHost = Pick<HostSummary, 'host' | 'displayName' | 'state' | 'labels' | 'enrolledMs'>;

/** A line of the page: a group, or one host of it. */
interface StatusLine {
  readonly name: string;
  /** Hosts that send, of all. */
  readonly live: number;
  readonly hosts: number;
  /** Share of each day in which it was measured, 0 to 100, oldest first; null: not known of that day. */
  readonly days: readonly (number | null)[];
  /** Of all those days together. */
  readonly availablePct: number | null;
}

export interface StatusGroup extends StatusLine {
  /** Empty where hosts are not named. */
  readonly members: readonly StatusLine[];
}

export interface StatusModel {
  readonly asOfMs: number;
  readonly firstDayMs: number;
  readonly groups: readonly StatusGroup[];
}

export interface StatusFacts {
  readonly nowMs: number;
  readonly hosts: readonly StatusHost[];
  readonly measured: readonly MeasuredDay[];
  /** Up to where `measured` goes. */
  readonly measuredToMs: number;
}

interface Share {
  measuredMs: number;
  dueMs: number;
}

/** What the status page says. Hosts that were revoked, or never sent anything, are no part of it. */
export function statusModel(facts: StatusFacts, settings: StatusPageSettings): StatusModel {
  const { nowMs, measured } = facts;
  const byHost = groupedBy(measured, ({ host }) => host);
  const shown = facts.hosts.filter(
    (host) => host.state !== 'revoked' && host.state !== 'waiting' && selects(settings.statusPage, host),
  );
  const isNaming = settings.statusNames === 'show' && shown.length <= maxNamed;
  const firstDayMs = startOfDay(nowMs) - (shownDays - 1) * dayMs;
  const sharesOf = (host: StatusHost) =>
    sharesOfDays(host, byHost.get(host.host) ?? [], { ...facts, firstDayMs });
  const groups = groupedBy(shown, ({ labels }) => labels[settings.statusGroup] ?? '');
  const memberLines = (name: string, members: readonly StatusHost[]): StatusLine[] => {
    const lines = members.map((host) => lineOf(host.displayName || host.host, [host], [sharesOf(host)]));
    // A group of one host by its own name is that host.
    return lines.length === 1 && lines[0]!.name === name ? [] : lines;
  };
  return {
    asOfMs: nowMs,
    firstDayMs,
    groups: [...groups]
      .toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
      .map(([value, members]) => {
        const name = value || (groups.size === 1 ? 'Hosts' : 'Other hosts');
        const line = lineOf(name, members, members.map(sharesOf));
        return { ...line, members: isNaming ? memberLines(name, members) : [] };
      }),
  };
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

/** Of each day what was due of a host (since it was enrolled, until roll-ups go) and what was measured. */
function sharesOfDays(
  { enrolledMs }: StatusHost,
  days: readonly MeasuredDay[],
  { firstDayMs, measuredToMs }: Pick<StatusFacts, 'measuredToMs'> & { readonly firstDayMs: number },
): Share[] {
  const beganMs = Math.min(enrolledMs, days[0]?.firstHourMs ?? Number.POSITIVE_INFINITY);
  const measured = new Map(days.map((day) => [day.dayMs, day.measuredMs]));
  return Array.from({ length: shownDays }, (_, i) => {
    const fromMs = firstDayMs + i * dayMs;
    const dueMs = Math.max(0, Math.min(fromMs + dayMs, measuredToMs) - Math.max(fromMs, beganMs));
    return { dueMs, measuredMs: Math.min(dueMs, measured.get(fromMs) ?? 0) };
  });
}

function lineOf(
  name: string,
  hosts: readonly StatusHost[],
  shares: readonly (readonly Share[])[],
): StatusLine {
  const days = Array.from({ length: shownDays }, (_, i) => sumOf(shares.map((of) => of[i]!)));
  return {
    name,
    live: hosts.filter(({ state }) => state === 'live').length,
    hosts: hosts.length,
    days: days.map(percentOf),
    availablePct: percentOf(sumOf(days)),
  };
}

function sumOf(shares: readonly Share[]): Share {
  return shares.reduce(
    (sum, { measuredMs, dueMs }) => ({ measuredMs: sum.measuredMs + measuredMs, dueMs: sum.dueMs + dueMs }),
    { measuredMs: 0, dueMs: 0 },
  );
}

function percentOf({ measuredMs, dueMs }: Share): number | null {
  return dueMs === 0 ? null : (100 * measuredMs) / dueMs;
}
