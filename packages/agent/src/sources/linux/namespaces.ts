import { existsSync, realpathSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Names of files under the root of /proc that are of a name space, and where its file systems are. */
export interface Namespaces {
  /** Of network files: `net/dev` is `NET/dev`. */
  readonly net: string;
  readonly mountinfo: string;
  /** In front of a mount point of that list, for calls of this process. */
  readonly root: string;
  /** Whether they are those of this process. What the kernel shows only for these (/proc/sys/net) is not read otherwise. */
  readonly areOwn: boolean;
}

/** f_type of a procfs. */
const procfsMagic = 0x9fa0;

const own: Namespaces = { net: 'net', mountinfo: 'self/mountinfo', root: '', areOwn: true };

/**
 * Whose network and mounts the files under this root are of.
 *
 * An agent in a container is given the host's /proc in another place. Most of it is the same whoever reads; `net` and `self`
 * are links to the reader, so of the container. The host's are those of its first process.
 */
export function namespacesOf(procRoot: string): Namespaces {
  const isElsewhere = existsSync(join(procRoot, '1/mountinfo')) || isProcfs(procRoot);
  if (!isElsewhere || realpathSync(procRoot) === '/proc') return own;
  return { net: '1/net', mountinfo: '1/mountinfo', root: join(procRoot, '1/root'), areOwn: false };
}

/** false where there is no such folder. */
export function isProcfs(folder: string): boolean {
  return existsSync(folder) && statfsSync(folder).type === procfsMagic;
}
