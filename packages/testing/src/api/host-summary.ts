import type { HostSummary } from '@hostwire/api';

/** A host for tests of pure functions. */
export function hostSummary(given: Partial<HostSummary> & { host: string }): HostSummary {
  return {
    displayName: '',
    agentId: '00000000-0000-4000-8000-000000000000',
    lateAfterMs: 12_500,
    silentAfterMs: 17_750,
    state: 'live',
    lastSeenMs: 0,
    enrolledMs: 0,
    labels: {},
    os: 'Linux',
    kernel: '6.12',
    cpuCores: 4,
    memoryBytes: 2 ** 33,
    agentVersion: '0.1.0',
    cpuBusyPct: null,
    memoryUsedPct: null,
    load1: null,
    worstFilesystem: null,
    diskBusyPct: null,
    receiveBytesPerS: null,
    transmitBytesPerS: null,
    firing: 0,
    clone: null,
    cpuSpark: [],
    ...given,
  };
}
