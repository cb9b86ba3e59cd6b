import type { GroupName } from '@hostwire/protocol';
import { cgroupGroup } from './cgroup.ts';
import { cpuGroup } from './cpu.ts';
import { CrossCheckFiles, type CrossCheck, type Roots } from './cross-check.ts';
import type { BackgroundDefinition, SampledDefinition } from './definition.ts';
import { diskGroup } from './disk.ts';
import { filesystemGroup } from './filesystem.ts';
import { linkGroup } from './link.ts';
import { loadGroup } from './load.ts';
import { memoryGroup } from './memory.ts';
import { networkGroup } from './network.ts';
import { pressureGroup } from './pressure.ts';
import { processGroup } from './process.ts';
import { sensorGroup } from './sensor.ts';
import { socketGroup } from './socket.ts';

/** Read with the samples, in this order. */
export const sampledGroups: readonly SampledDefinition[] = [
  cpuGroup,
  loadGroup,
  memoryGroup,
  diskGroup,
  networkGroup,
  pressureGroup,
  socketGroup,
];

/** Read beside the samples. */
export const backgroundGroups: readonly BackgroundDefinition[] = [
  filesystemGroup,
  linkGroup,
  sensorGroup,
  processGroup,
  cgroupGroup,
];

const allGroups = [...sampledGroups, ...backgroundGroups];

/** Other ways to read each group, for `hostwire-agent verify`. */
export function allCrossChecks(roots: Roots): readonly CrossCheck[] {
  const files = new CrossCheckFiles(roots);
  return allGroups.flatMap(({ crossChecks }) => crossChecks?.(files) ?? []);
}

/** By group, why a host may not have it when there is no issue with it. */
export const whyAbsent: Partial<Record<GroupName, string>> = Object.fromEntries(
  allGroups.flatMap((group) => Object.entries(group.whyAbsent ?? {})),
);
