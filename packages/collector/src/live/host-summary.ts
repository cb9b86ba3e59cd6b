import { lateAfterMs, silentAfterMs, type SendingSchedule } from '@hostwire/protocol';
import type { FleetRow } from '@hostwire/storage';
import type { HostState, HostSummary } from '@hostwire/api';

interface HostSigns {
  readonly revokedMs: number | null;
  /** The newest sign of life, by whatever clock. */
  readonly heardMs: number | null;
  readonly schedule: SendingSchedule;
}

export function hostStateOf({ revokedMs, heardMs, schedule }: HostSigns, nowMs: number): HostState {
  if (revokedMs !== null) return 'revoked';
  if (heardMs === null) return 'waiting';
  const silentMs = nowMs - heardMs;
  if (silentMs <= lateAfterMs(schedule)) return 'live';
  return silentMs <= silentAfterMs(schedule) ? 'late' : 'silent';
}

/** What the collector knows of a host beside the database. */
export interface HostPresence {
  readonly nowMs: number;
  /** When samples of it last arrived here; undefined: not since the start. */
  readonly arrivedMs: number | undefined;
  readonly schedule: SendingSchedule;
  readonly firing: number;
  readonly clone: HostSummary['clone'];
  readonly cpuSpark: (number | null)[];
}

export function hostSummary(
  row: FleetRow,
  { nowMs, arrivedMs, schedule, firing, clone, cpuSpark }: HostPresence,
): HostSummary {
  const { revokedMs, worstMount, worstMountUsedPct, ...rest } = row;
  const usedPct = rounded(worstMountUsedPct, 1);
  const heardMs = row.lastSeenMs === null ? (arrivedMs ?? null) : Math.max(row.lastSeenMs, arrivedMs ?? 0);
  return {
    ...rest,
    state: hostStateOf({ revokedMs, heardMs, schedule }, nowMs),
    lateAfterMs: lateAfterMs(schedule),
    silentAfterMs: silentAfterMs(schedule),
    cpuBusyPct: rounded(row.cpuBusyPct, 1),
    memoryUsedPct: rounded(row.memoryUsedPct, 1),
    load1: rounded(row.load1, 2),
    diskBusyPct: rounded(row.diskBusyPct, 1),
    receiveBytesPerS: rounded(row.receiveBytesPerS, 0),
    transmitBytesPerS: rounded(row.transmitBytesPerS, 0),
    worstFilesystem: usedPct === null ? null : { mount: worstMount, usedPct },
    firing,
    clone,
    cpuSpark: cpuSpark.map((pct) => rounded(pct, 0)),
  };
}

/** Digits that nobody sees would be sent with every change. */
function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}
