/**
 * The groups of a host that can be switched off or given an interval. cpu stands for cpu and cpu_core, process for
 * process and process_state: what is read from the same files goes together.
 */
export const settableGroups = [
  'cpu',
  'load',
  'memory',
  'disk',
  'network',
  'pressure',
  'socket',
  'filesystem',
  'link',
  'sensor',
  'process',
  'cgroup',
  'metric',
] as const;
export type SettableGroup = (typeof settableGroups)[number];

/** What can be left out, or asked for, by glob. */
export const filterSubjects = ['disk', 'interface', 'mount', 'filesystem_type'] as const;
export type FilterSubject = (typeof filterSubjects)[number];
