import { defaultExclude } from '../../../sampling/default-exclude.ts';
import { NameFilter, type NameFilterOptions } from '../../../sampling/name-filter.ts';
import { reachableMounts, type Mount } from '../../files/mountinfo.ts';

export interface MountFilterOptions {
  /** By mount point. */
  readonly mounts?: NameFilterOptions;
  readonly types?: NameFilterOptions;
}

/**
 * The mounts to report, in the order of the mount points: those that a path leads to.
 * A file system mounted in several places is reported once: where its root is mounted, else at the shortest path.
 * '/' is reported whatever its type is: in a container it is an overlay.
 */
export function selectMounts(mounts: readonly Mount[], options: MountFilterOptions = {}): Mount[] {
  const places = new NameFilter(defaultExclude.mounts, options.mounts);
  const types = new NameFilter(defaultExclude.filesystemTypes, options.types);
  const chosen = new Map<string, Mount>();
  for (const mount of reachableMounts(mounts)) {
    const { mountPoint, deviceNumber } = mount;
    const wanted = places.keeps(mountPoint) && (types.keeps(mount.type) || mountPoint === '/');
    if (!wanted && !places.asksFor(mountPoint)) continue;
    const other = chosen.get(deviceNumber);
    if (other === undefined || isBetterPlace(mount, other)) chosen.set(deviceNumber, mount);
  }
  return [...chosen.values()].sort((a, b) => (a.mountPoint < b.mountPoint ? -1 : 1));
}

function isBetterPlace(a: Mount, b: Mount): boolean {
  if ((a.root === '/') !== (b.root === '/')) return a.root === '/';
  return a.mountPoint.length < b.mountPoint.length;
}
