import { textOfLatin1 } from './text.ts';

/** One line of /proc/self/mountinfo, decoded. */
export interface Mount {
  readonly id: number;
  /** The mount that it is mounted on. */
  readonly parentId: number;
  readonly mountPoint: string;
  /** The mount point for system calls: bytes where it is not UTF-8. */
  readonly path: string | Buffer;
  /** `major:minor`: the same for every mount of one file system. */
  readonly deviceNumber: string;
  /** The folder of the file system that is mounted here: '/' unless it is a bind mount, a subvolume, ... */
  readonly root: string;
  readonly type: string;
  /** Block device or remote source. */
  readonly source: string;
  readonly readOnly: boolean;
}

/** Lines that are not as documented in proc(5) are left out. */
export function parseMountinfo(bytes: Buffer): Mount[] {
  const mounts: Mount[] = [];
  for (const line of bytes.toString('latin1').split('\n')) {
    const fields = line.split(' ');
    const separator = fields.indexOf('-', 6);
    const [id, parentId, deviceNumber, root, mountPoint, options] = fields;
    const [type, source, superOptions] = fields.slice(separator + 1);
    if (separator < 0 || deviceNumber === undefined || root === undefined || mountPoint === undefined)
      continue;
    if (options === undefined || type === undefined || source === undefined) continue;
    const place = unescape(mountPoint);
    const text = textOfLatin1(place);
    const isUtf8 = Buffer.from(text).equals(Buffer.from(place, 'latin1'));
    mounts.push({
      id: Number(id),
      parentId: Number(parentId),
      mountPoint: text,
      path: isUtf8 ? text : Buffer.from(place, 'latin1'),
      deviceNumber,
      root: textOfLatin1(unescape(root)),
      type: textOfLatin1(type),
      source: textOfLatin1(unescape(source)),
      readOnly: isReadOnly(options) || isReadOnly(superOptions ?? ''),
    });
  }
  return mounts;
}

/** The kernel appends this to a mount point whose folder was removed: no path leads to it. */
const deletedSuffix = '//deleted';

/**
 * The mounts that a path leads to. One that a later mount covers, on its own place or on a folder above it, is there and
 * cannot be reached. Decided as the kernel does: from the root along the path, at each folder down to the last mount on it.
 */
export function reachableMounts(mounts: readonly Mount[]): Mount[] {
  const tree = new MountTree(mounts);
  return mounts.filter(
    (mount) => !mount.mountPoint.endsWith(deletedSuffix) && tree.at(mount.mountPoint) === mount,
  );
}

class MountTree {
  /** By the mount that they are on, then by mount point. Those on a mount that is not listed are on the top. */
  readonly #on = new Map<number | 'top', Map<string, Mount>>();
  readonly #ids: ReadonlySet<number>;

  constructor(mounts: readonly Mount[]) {
    this.#ids = new Set(mounts.map(({ id }) => id));
    for (const mount of mounts) {
      const parent = this.#isOnTop(mount) ? 'top' : mount.parentId;
      const places = this.#on.get(parent) ?? new Map<string, Mount>();
      this.#on.set(parent, places.set(mount.mountPoint, mount));
    }
  }

  /** The mount that a path is in. */
  at(path: string): Mount | undefined {
    let current: Mount | undefined;
    for (const folder of foldersTo(path)) {
      const seen = new Set<Mount>();
      for (let next = this.#next(current, folder); next !== undefined; next = this.#next(current, folder)) {
        if (seen.has(next)) break; // a list that contradicts itself
        seen.add(next);
        current = next;
      }
    }
    return current;
  }

  #next(current: Mount | undefined, folder: string): Mount | undefined {
    const below = current === undefined ? undefined : this.#on.get(current.id)?.get(folder);
    if (below !== undefined && below !== current) return below;
    const isTop = current === undefined || (this.#isOnTop(current) && current.mountPoint !== folder);
    return isTop ? this.#on.get('top')?.get(folder) : undefined;
  }

  #isOnTop({ id, parentId }: Mount): boolean {
    return id === parentId || !this.#ids.has(parentId);
  }
}

/** `/a/b` gives `/`, `/a`, `/a/b`. */
function foldersTo(path: string): string[] {
  const folders = ['/'];
  for (let end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1))
    folders.push(path.slice(0, end));
  if (path !== '/') folders.push(path);
  return folders;
}

function isReadOnly(options: string): boolean {
  return options.split(',').includes('ro');
}

/** Blanks, line breaks, backslashes and # are written as three octal digits. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
