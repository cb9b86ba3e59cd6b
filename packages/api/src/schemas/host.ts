import { z } from 'zod';
import { agentSelf, hostIssue } from './agent-self.ts';
import { chartLimits } from './chart.ts';

/**
 * live: samples arrive; late: none for `lateAfterMs`; silent: none for `silentAfterMs`; waiting: enrolled, never seen;
 * revoked: no longer allowed in.
 */
export const hostState = z.enum(['live', 'late', 'silent', 'waiting', 'revoked']);
export type HostState = z.infer<typeof hostState>;

/** The identity of an agent seems to be in use on two machines, until somebody accepts one of them. */
export const cloneState = z.object({ sinceMs: z.number(), detail: z.string() });

/** A text that names a host: its unique name, as given at enrolment. */
export const hostName = z.string().min(1).max(255);

/** One row of the fleet. Percentages 0..100; null = not known. */
const hostSummary = z.object({
  host: z.string(),
  displayName: z.string(),
  agentId: z.string(),
  state: hostState,
  /** null: nothing says that two machines use its identity. */
  clone: cloneState.nullable(),
  /** Without a sample for longer the host is late, then silent: by its own sample and flush intervals. */
  lateAfterMs: z.number(),
  silentAfterMs: z.number(),
  lastSeenMs: z.number().nullable(),
  enrolledMs: z.number(),
  labels: z.record(z.string(), z.string()),
  os: z.string(),
  kernel: z.string(),
  cpuCores: z.number(),
  memoryBytes: z.number(),
  agentVersion: z.string(),
  cpuBusyPct: z.number().nullable(),
  memoryUsedPct: z.number().nullable(),
  load1: z.number().nullable(),
  worstFilesystem: z.object({ mount: z.string(), usedPct: z.number() }).nullable(),
  diskBusyPct: z.number().nullable(),
  receiveBytesPerS: z.number().nullable(),
  transmitBytesPerS: z.number().nullable(),
  /** Alerts of this host that fire now. */
  firing: z.number().int(),
  /** CPU busy, the last 15 minutes in steps of 30 s, oldest first; null = no sample in that step. */
  cpuSpark: z.array(z.number().nullable()),
});
export type HostSummary = z.infer<typeof hostSummary>;

/** What the agent found at its start. */
const hostInventory = z.object({
  hostname: z.string(),
  os: z.string(),
  kernel: z.string(),
  arch: z.string(),
  bootedMs: z.number(),
  cpuModel: z.string(),
  cpuCores: z.number(),
  cpuPhysicalCores: z.number(),
  cpuSockets: z.number(),
  memoryBytes: z.number(),
  virtualisation: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  disks: z.array(z.object({ name: z.string(), model: z.string(), sizeBytes: z.number(), type: z.string() })),
  interfaces: z.array(
    z.object({
      name: z.string(),
      mac: z.string(),
      addresses: z.array(z.string()),
      /** 0 = not known. */
      speedMbit: z.number(),
    }),
  ),
  gpus: z.array(z.string()),
  agentVersion: z.string(),
  nodeVersion: z.string(),
  cloud: z.string(),
  container: z.string(),
});
export type HostInventory = z.infer<typeof hostInventory>;

/** The wall clock of a host against that of the collector, while its agent is in session. */
export const hostClock = z.object({
  /** Above 0: ahead. */
  offsetMs: z.number().int(),
  /** false: its samples are filed under the time at which they are received. */
  isTolerated: z.boolean(),
});
export type HostClock = z.infer<typeof hostClock>;

export const hostDetail = hostSummary.extend({
  clock: hostClock.nullable(),
  inventory: hostInventory.nullable(),
  /** null: its agent told nothing within the last minutes. */
  self: agentSelf.nullable(),
  issues: z.array(hostIssue),
  /** true while the host's agent has a session with this collector. */
  connected: z.boolean(),
});
export type HostDetail = z.infer<typeof hostDetail>;

/** An instant of the past; absent: now. */
export const atQuery = z.coerce.number().int().min(0).max(chartLimits.latestMs).optional();

/**
 * At an instant hosts have the names, labels and inventory of today and the values of then; those enrolled later are
 * left out.
 */
export const hostsQuery = z.object({ atMs: atQuery });

export const hostsResponse = z.object({ hosts: z.array(hostSummary) });
export type HostsResponse = z.infer<typeof hostsResponse>;

export const hostParams = z.object({ host: hostName });
