import { describe, expect, test } from '@jest/globals';
import { applyFleetChanges, fleetChanges } from './fleet-changes.ts';
import type { HostSummary } from './host.ts';
import type { FleetEvent } from './live.ts';

function host(name: string, over: Partial<HostSummary> = {}): HostSummary {
  return {
    host: name,
    displayName: name,
    agentId: name,
    state: 'live',
    lateAfterMs: 12_500,
    silentAfterMs: 17_750,
    lastSeenMs: 1_000,
    enrolledMs: 0,
    labels: { env: 'prod' },
    os: 'Debian',
    kernel: '6.1',
    cpuCores: 2,
    memoryBytes: 4,
    agentVersion: '0.1.0',
    cpuBusyPct: 1,
    memoryUsedPct: 2,
    load1: 0.5,
    worstFilesystem: { mount: '/', usedPct: 50 },
    diskBusyPct: 0,
    receiveBytesPerS: 1,
    transmitBytesPerS: 1,
    firing: 0,
    clone: null,
    cpuSpark: [1, 2, 3, 4],
    ...over,
  };
}

const before: FleetEvent = { hosts: [host('a'), host('c')], alerts: [] };

/** What a page has after the changes; the running step of a sparkline may lag. */
function follow(after: FleetEvent): FleetEvent {
  const changes = fleetChanges(before, after);
  return changes === undefined ? before : applyFleetChanges(before, structuredClone(changes));
}

describe('a page that follows the changes has what the server has', () => {
  test.each<[string, FleetEvent]>([
    ['values', { hosts: [host('a', { cpuBusyPct: 99, lastSeenMs: 2_000 }), host('c')], alerts: [] }],
    ['a value that is not known any more', { hosts: [host('a', { load1: null }), host('c')], alerts: [] }],
    ['labels', { hosts: [host('a', { labels: {} }), host('c')], alerts: [] }],
    ['the fullest file system', { hosts: [host('a', { worstFilesystem: null }), host('c')], alerts: [] }],
    ['a new host', { hosts: [host('a'), host('b'), host('c')], alerts: [] }],
    ['a host that was deleted', { hosts: [host('c')], alerts: [] }],
    ['a sparkline by one step', { hosts: [host('a', { cpuSpark: [2, 3, 5, 6] }), host('c')], alerts: [] }],
    ['a sparkline by many', { hosts: [host('a', { cpuSpark: [7, 8, 9, 9] }), host('c')], alerts: [] }],
  ])('%s', (_what, after) => {
    expect(follow(after)).toEqual(after);
  });
});

test('nothing is sent when nothing changed, or the running step of a sparkline only', () => {
  expect(fleetChanges(before, structuredClone(before))).toBeUndefined();
  const running = { hosts: [host('a', { cpuSpark: [1, 2, 3, 9] }), host('c')], alerts: [] };
  expect(fleetChanges(before, running)).toBeUndefined();
});

test('only what changed is sent', () => {
  const after = { hosts: [host('a', { cpuBusyPct: 5 }), host('c', { cpuSpark: [2, 3, 4, 5] })], alerts: [] };
  expect(fleetChanges(before, after)).toEqual({
    hosts: [
      { host: 'a', cpuBusyPct: 5 },
      { host: 'c', cpuSparkNext: [4, 5] },
    ],
    removed: [],
  });
});
