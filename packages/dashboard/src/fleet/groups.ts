import type { HostSummary } from '../api/types.ts';

export interface HostGroup {
  /** The label's value; '' for hosts without the label. */
  readonly value: string;
  readonly hosts: readonly HostSummary[];
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Hosts by the value of a label, in the order of the values; those without it last. The order inside a group stays. */
export function groupHosts(hosts: readonly HostSummary[], label: string): HostGroup[] {
  const groups = new Map<string, HostSummary[]>();
  for (const host of hosts) {
    const value = host.labels[label] ?? '';
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [host]);
    else group.push(host);
  }
  return [...groups]
    .map(([value, members]) => ({ value, hosts: members }))
    .sort((a, b) => Number(a.value === '') - Number(b.value === '') || byText.compare(a.value, b.value));
}

/** The keys of all labels, most used first. */
export function labelKeys(hosts: readonly HostSummary[]): string[] {
  const counts = new Map<string, number>();
  for (const { labels } of hosts)
    for (const key of Object.keys(labels)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byText.compare(a[0], b[0])).map(([key]) => key);
}
