import { NameFilter, type NameFilterOptions } from './name-filter.ts';

/** One line of /proc/self/mountinfo, decoded. */
export interface Mount {
  readonly mountPoint: string;
  /** `major:minor`: the same for every mount of one file system. */
  readonly deviceNumber: string;
  /** The folder of the file system that is mounted here: '/' unless it is a bind mount, a subvolume, ... */
  readonly root: string;
  readonly type: string;
  /** Block device or remote source. */
  readonly source: string;
  readonly readOnly: boolean;
}

export interface MountFilterOptions {
  /** By mount point. */
  readonly mounts?: NameFilterOptions;
  readonly types?: NameFilterOptions;
}

/**
 * File systems without a capacity of their own: kernel interfaces, memory (tmpfs), images that are always full
 * (squashfs), layers over file systems that are reported (overlay), and autofs, where a look would mount it.
 */
export const defaultTypeExclude: readonly string[] = [
  'autofs',
  'binfmt_misc',
  'bpf',
  'cgroup*',
  'configfs',
  'debugfs',
  'devpts',
  'devtmpfs',
  'efivarfs',
  'fuse.gvfsd-fuse',
  'fuse.lxcfs',
  'fuse.portal',
  'fuse.snapfuse',
  'fusectl',
  'hugetlbfs',
  'mqueue',
  'nsfs',
  'overlay',
  'proc',
  'pstore',
  'ramfs',
  'rootfs',
  'rpc_pipefs',
  'securityfs',
  'selinuxfs',
  'squashfs',
  'sysfs',
  'tmpfs',
  'tracefs',
];

/** Kernel interfaces, and what container engines mount once per container. */
export const defaultMountExclude: readonly string[] = [
  '/dev/*',
  '/proc/*',
  '/sys/*',
  '/run/user/*',
  '/var/lib/containers/*',
  '/var/lib/docker/*',
  '/var/lib/kubelet/*',
];

/** Lines that are not as documented in proc(5) are left out. */
export function parseMountinfo(text: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const fields = line.split(' ');
    const separator = fields.indexOf('-', 6);
    const [, , deviceNumber, root, mountPoint, options] = fields;
    const [type, source, superOptions] = fields.slice(separator + 1);
    if (separator < 0 || deviceNumber === undefined || root === undefined || mountPoint === undefined)
      continue;
    if (options === undefined || type === undefined || source === undefined) continue;
    mounts.push({
      mountPoint: unescape(mountPoint),
      deviceNumber,
      root: unescape(root),
      type,
      source: unescape(source),
      readOnly: isReadOnly(options) || isReadOnly(superOptions ?? ''),
    });
  }
  return mounts;
}

/**
 * The mounts to report, in the order of the mount points. Of mounts on one mount point the last is the one in sight.
 * A file system mounted in several places is reported once: where its root is mounted, else at the shortest path.
 * '/' is reported whatever its type is: in a container it is an overlay.
 */
export function selectMounts(mounts: readonly Mount[], options: MountFilterOptions = {}): Mount[] {
  const places = new NameFilter(defaultMountExclude, options.mounts);
  const types = new NameFilter(defaultTypeExclude, options.types);
  const inSight = new Map(mounts.map((mount) => [mount.mountPoint, mount]));
  const chosen = new Map<string, Mount>();
  for (const mount of inSight.values()) {
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

function isReadOnly(options: string): boolean {
  return options.split(',').includes('ro');
}

/** Blanks, line breaks, backslashes and # are written as three octal digits. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
