/** How a live fleet page is kept up to date: one snapshot, then what changed. Server and pages share both directions. */
import type { Alert } from './alert.ts';
import type { HostSummary } from './host.ts';
import type { FleetEvent } from './live.ts';

/** What changed of one host; absent fields are as they were. */
export type HostChange = { readonly host: string } & Partial<HostSummary> & {
    /** The last two points of a sparkline that moved on by one step. */
    readonly cpuSparkNext?: readonly (number | null)[];
  };

/** Data of `event: changes`. */
export interface FleetChanges {
  readonly hosts: readonly HostChange[];
  readonly removed: readonly string[];
  /** Absent: as they were. */
  readonly alerts?: Alert[];
}

/** undefined: nothing changed. The running step of a sparkline is no change. */
export function fleetChanges(before: FleetEvent, after: FleetEvent): FleetChanges | undefined {
  const known = new Map(before.hosts.map((host) => [host.host, host]));
  const hosts = after.hosts.flatMap((host) => hostChange(known.get(host.host), host) ?? []);
  const present = new Set(after.hosts.map(({ host }) => host));
  const removed = [...known.keys()].filter((host) => !present.has(host));
  const isSame = JSON.stringify(before.alerts) === JSON.stringify(after.alerts);
  if (hosts.length === 0 && removed.length === 0 && isSame) return undefined;
  return { hosts, removed, ...(isSame ? {} : { alerts: after.alerts }) };
}

/** The fleet after the changes, in the order of names. */
export function applyFleetChanges(fleet: FleetEvent, changes: FleetChanges): FleetEvent {
  const changed = new Map(changes.hosts.map((change) => [change.host, change]));
  const removed = new Set(changes.removed);
  const kept = fleet.hosts
    .filter(({ host }) => !removed.has(host))
    .map((host) => applyHostChange(host, changed.get(host.host)));
  const known = new Set(fleet.hosts.map(({ host }) => host));
  const added = changes.hosts.filter(({ host }) => !known.has(host)) as HostSummary[];
  const hosts = added.length === 0 ? kept : [...kept, ...added].sort((a, b) => (a.host < b.host ? -1 : 1));
  return { hosts, alerts: changes.alerts ?? fleet.alerts };
}

function hostChange(before: HostSummary | undefined, after: HostSummary): HostChange | undefined {
  if (before === undefined) return after;
  const changed = Object.entries(after).filter(([field, value]) => {
    return field !== 'cpuSpark' && !isEqual(before[field as keyof HostSummary], value);
  });
  const spark = sparkChange(before.cpuSpark, after.cpuSpark);
  if (changed.length === 0 && spark === undefined) return undefined;
  return { ...Object.fromEntries(changed), ...spark, host: after.host };
}

function sparkChange(before: readonly (number | null)[], after: (number | null)[]) {
  if (isEqual(before.slice(0, -1), after.slice(0, -1))) return undefined;
  const isNextStep = isEqual(before.slice(1, -1), after.slice(0, -2));
  return isNextStep ? { cpuSparkNext: after.slice(-2) } : { cpuSpark: after };
}

function applyHostChange(host: HostSummary, change: HostChange | undefined): HostSummary {
  if (change === undefined) return host;
  const { cpuSparkNext, ...fields } = change;
  const moved =
    cpuSparkNext === undefined ? {} : { cpuSpark: [...host.cpuSpark.slice(1, -1), ...cpuSparkNext] };
  return { ...host, ...fields, ...moved };
}

function isEqual(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));
}
