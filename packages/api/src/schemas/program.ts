import { z } from 'zod';
import { atQuery } from './host.ts';

export const programsQuery = z.object({ atMs: atQuery });

/** One of the leading processes by CPU time, memory or I/O; null = not known. */
const hostProcess = z.object({
  pid: z.number().int(),
  name: z.string(),
  user: z.string(),
  /** In % of one core. */
  cpuPct: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  threads: z.number().nullable(),
  readBytesPerS: z.number().nullable(),
  writeBytesPerS: z.number().nullable(),
});
export type HostProcess = z.infer<typeof hostProcess>;

/** A systemd unit, container or slice; null = not known, or no limit. */
const hostUnit = z.object({
  path: z.string(),
  kind: z.string(),
  /** In % of one core. */
  cpuPct: z.number().nullable(),
  throttledPct: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  memoryMaxBytes: z.number().nullable(),
  tasks: z.number().nullable(),
  readBytesPerS: z.number().nullable(),
  writeBytesPerS: z.number().nullable(),
});
export type HostUnit = z.infer<typeof hostUnit>;

/** By CPU time, the most first. */
export const programsResponse = z.object({ processes: z.array(hostProcess), units: z.array(hostUnit) });
export type ProgramsResponse = z.infer<typeof programsResponse>;
