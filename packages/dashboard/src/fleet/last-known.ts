import type { HostSummary } from '../api/types.ts';

type Values = Pick<
  HostSummary,
  | 'cpuBusyPct'
  | 'memoryUsedPct'
  | 'load1'
  | 'worstFilesystem'
  | 'diskBusyPct'
  | 'receiveBytesPerS'
  | 'transmitBytesPerS'
>;

const valueKeys: readonly (keyof Values)[] = [
  'cpuBusyPct',
  'memoryUsedPct',
  'load1',
  'worstFilesystem',
  'diskBusyPct',
  'receiveBytesPerS',
  'transmitBytesPerS',
];

/**
 * Hosts with the values they had before wherever a new answer has none: what was last measured stays on screen,
 * greyed, until there is something newer. A host that keeps nothing stays the same object: its row is not drawn anew.
 */
export function keepLastKnown(before: readonly HostSummary[], hosts: readonly HostSummary[]): HostSummary[] {
  const known = new Map(before.map((host) => [host.agentId, host]));
  return hosts.map((host) => {
    const older = known.get(host.agentId);
    if (older === undefined || older === host) return host;
    const lost = valueKeys.filter((key) => host[key] === null && older[key] !== null);
    if (lost.length === 0) return host;
    return { ...host, ...Object.fromEntries(lost.map((key) => [key, older[key]])) };
  });
}

/** Whether what is shown of a host is of now; else it is greyed and its age is said. */
export function isAged({ state }: HostSummary): boolean {
  return state === 'silent' || state === 'late' || state === 'revoked';
}
