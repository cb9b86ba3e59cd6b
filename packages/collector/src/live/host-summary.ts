import type { FleetRow } from '@hostwire/storage';
import type { HostState, HostSummary } from '../api/schemas/host.ts';

const hostStateLimits = {
  /** Without a sample for longer: late. A batch comes every 10 s, and takes up to 1.5 s. */
  lateMs: 12_000,
  /** Without a sample for longer: silent. */
  silentMs: 15_000,
} as const;

/** `heardMs`: the newest sign of life, by whatever clock. */
export function hostStateOf(
  { revokedMs, heardMs }: { readonly revokedMs: number | null; readonly heardMs: number | null },
  nowMs: number,
): HostState {
  if (revokedMs !== null) return 'revoked';
  if (heardMs === null) return 'waiting';
  const silentMs = nowMs - heardMs;
  if (silentMs <= hostStateLimits.lateMs) return 'live';
  return silentMs <= hostStateLimits.silentMs ? 'late' : 'silent';
}

/** What the collector knows of a host beside the database. */
export interface HostPresence {
  readonly nowMs: number;
  /** When samples of it last arrived here; undefined: not since the start. */
  readonly arrivedMs: number | undefined;
  readonly firing: number;
  readonly cpuSpark: (number | null)[];
}

export function hostSummary(
  row: FleetRow,
  { nowMs, arrivedMs, firing, cpuSpark }: HostPresence,
): HostSummary {
  const { revokedMs, worstMount, worstMountUsedPct, ...rest } = row;
  const heardMs = row.lastSeenMs === null ? (arrivedMs ?? null) : Math.max(row.lastSeenMs, arrivedMs ?? 0);
  return {
    ...rest,
    state: hostStateOf({ revokedMs, heardMs }, nowMs),
    worstFilesystem: worstMountUsedPct === null ? null : { mount: worstMount, usedPct: worstMountUsedPct },
    firing,
    cpuSpark,
  };
}
