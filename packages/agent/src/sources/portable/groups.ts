import { defaultExclude } from '../sampling/default-exclude.ts';
import { NameFilter } from '../sampling/name-filter.ts';
import type { SourceFilters } from '../source-settings.ts';
import { PortableCpu } from './cpu.ts';
import { diskTelling } from './disk.ts';
import { filesystemTelling } from './filesystem.ts';
import { loadTelling } from './load.ts';
import { memoryTelling } from './memory.ts';
import { networkTelling } from './network.ts';
import type { PortableGroup } from './portable-group.ts';
import { ReportedColumns } from './reported-columns.ts';
import { ReportedGroup, type ReportReader } from './reported-group.ts';
import { sensorTelling } from './sensor.ts';
import { trustedColumns, type PortablePlatform } from './trusted-columns.ts';

export interface PortableGroups {
  /** Part of every sample. */
  readonly quick: readonly PortableGroup[];
  /** Every ten seconds; gauges only, because what they tell rides on a sample of another interval. */
  readonly slow: readonly PortableGroup[];
  /** Other filters, with the defaults of the linux source, from the next read on. */
  readonly setFilters: (filters: SourceFilters) => void;
}

/** The groups that a platform has anything to tell for. */
export function portableGroups(platform: PortablePlatform, filters: SourceFilters): PortableGroups {
  const trusted = trustedColumns[platform];
  const columns = (group: keyof typeof trusted) => new ReportedColumns(group, trusted[group] ?? []);
  const told = (group: keyof typeof trusted, telling: ReportReader) =>
    trusted[group] === undefined ? [] : [new ReportedGroup(columns(group), telling)];
  const interfaces = new NameFilter(defaultExclude.interfaces, filters.interfaces);
  const mounts = new NameFilter(defaultExclude.mounts, filters.mounts);
  const types = new NameFilter(defaultExclude.filesystemTypes, filters.filesystemTypes);
  return {
    quick: [
      new PortableCpu(columns('cpu'), columns('cpu_core')),
      ...told('load', loadTelling),
      ...told('memory', memoryTelling),
      ...told('disk', diskTelling),
      ...told('network', networkTelling(interfaces)),
    ],
    slow: [...told('filesystem', filesystemTelling({ mounts, types })), ...told('sensor', sensorTelling)],
    setFilters: (next) => {
      interfaces.set(next.interfaces ?? {});
      mounts.set(next.mounts ?? {});
      types.set(next.filesystemTypes ?? {});
    },
  };
}
