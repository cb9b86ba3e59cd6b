import { defaultExclude } from '../sampling/default-exclude.ts';
import { NameFilter } from '../sampling/name-filter.ts';
import type { SourceFilters } from '../sampling/source-settings.ts';
import { PortableCpu } from './cpu.ts';
import { diskReader } from './disk.ts';
import { filesystemReader } from './filesystem.ts';
import { loadReader } from './load.ts';
import { memoryReader } from './memory.ts';
import { networkReader } from './network.ts';
import type { PortableGroup } from './portable-group.ts';
import { ReportedColumns } from './reported-columns.ts';
import { ReportedGroup, type ReportReader } from './reported-group.ts';
import { sensorReader } from './sensor.ts';
import { trustedColumns, type PortablePlatform } from './trusted-columns.ts';

export interface PortableGroups {
  /** Part of every sample. */
  readonly quick: readonly PortableGroup[];
  /** Every ten seconds; gauges only, because what they report rides on a sample of another interval. */
  readonly slow: readonly PortableGroup[];
  /** Other filters, with the defaults of the linux source, from the next read on. */
  readonly setFilters: (filters: SourceFilters) => void;
}

/** The groups that a platform has anything to report for. */
export function portableGroups(platform: PortablePlatform, filters: SourceFilters): PortableGroups {
  const trusted = trustedColumns[platform];
  const columns = (group: keyof typeof trusted) => new ReportedColumns(group, trusted[group] ?? []);
  const reported = (group: keyof typeof trusted, reader: ReportReader) =>
    trusted[group] === undefined ? [] : [new ReportedGroup(columns(group), reader)];
  const interfaces = new NameFilter(defaultExclude.interfaces, filters.interfaces);
  const mounts = new NameFilter(defaultExclude.mounts, filters.mounts);
  const types = new NameFilter(defaultExclude.filesystemTypes, filters.filesystemTypes);
  return {
    quick: [
      new PortableCpu(columns('cpu'), columns('cpu_core')),
      ...reported('load', loadReader),
      ...reported('memory', memoryReader),
      ...reported('disk', diskReader),
      ...reported('network', networkReader(interfaces)),
    ],
    slow: [
      ...reported('filesystem', filesystemReader({ mounts, types })),
      ...reported('sensor', sensorReader),
    ],
    setFilters: (next) => {
      interfaces.set(next.interfaces ?? {});
      mounts.set(next.mounts ?? {});
      types.set(next.filesystemTypes ?? {});
    },
  };
}
