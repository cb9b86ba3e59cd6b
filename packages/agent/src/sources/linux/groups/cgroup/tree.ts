import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { errorCode } from '@hostwire/runtime';

/**
 * Which cgroups (version 2) there are.
 *
 * Only folders that cgroups of interest lie in are looked into: slices, sessions of users, and what container engines
 * call their own. Below a unit or container nothing is reported: its numbers contain it.
 *
 * State: of each such folder its sub-folders. They are listed again when their number has changed (which the folder's
 * link count tells) or when `forget` was told that one of them is gone.
 */
export const cgroupTreeLimits = {
  maxDepth: 10,
  /** Beyond it the rest is left out. Kubernetes runs at most some hundred containers on a host. */
  maxCgroups: 2_048,
} as const;

/** `self`: the cgroup that the agent is limited by, seen from inside a container. */
export type CgroupKind = 'unit' | 'container' | 'slice' | 'self';

export interface Cgroup {
  /** From the root of the hierarchy: /system.slice/ssh.service. */
  readonly path: string;
  readonly kind: CgroupKind;
}

const containerScope = /^(?:docker|cri-containerd|crio|libpod|containerd|nerdctl)-[0-9a-f]{64}\.scope$/;
const containerId = /^[0-9a-f]{64}$/;
const lxcPayload = /^lxc\.payload\./;
const unitSuffix = /\.(?:service|scope|socket|mount|swap)$/;
/** systemd runs one of these for each user; the user's own units are below. */
const userManager = /^user@\d+\.service$/;

/** What a folder of that name is; undefined: nothing to report, there may be something in it. */
export function cgroupKind(name: string): CgroupKind | undefined {
  if (containerScope.test(name) || containerId.test(name) || lxcPayload.test(name)) return 'container';
  if (name.endsWith('.slice')) return 'slice';
  return unitSuffix.test(name) ? 'unit' : undefined;
}

function mayContainMore(name: string, kind: CgroupKind | undefined): boolean {
  return kind === undefined || kind === 'slice' || userManager.test(name);
}

interface Folder {
  readonly version: string;
  readonly names: readonly string[];
}

export class CgroupTree {
  /** Cgroups beyond the limit at the last listing. */
  leftOut = 0;
  readonly #root: string;
  #folders = new Map<string, Folder>();

  constructor(root: string) {
    this.#root = root;
  }

  /** In the order of a walk, parents first. The root is not among them. */
  async list(): Promise<Cgroup[]> {
    const found: Cgroup[] = [];
    const seen = new Map<string, Folder>();
    this.leftOut = 0;
    await this.#walk('', { depth: 0, found, seen });
    this.#folders = seen;
    return found;
  }

  /** A cgroup is gone: the folder that it was in is listed again. */
  forget(path: string): void {
    this.#folders.delete(path.slice(0, path.lastIndexOf('/')));
  }

  async #walk(
    at: string,
    walk: { depth: number; found: Cgroup[]; seen: Map<string, Folder> },
  ): Promise<void> {
    const folder = await this.#folder(at);
    if (folder === undefined) return;
    walk.seen.set(at, folder);
    for (const name of folder.names) {
      const kind = cgroupKind(name);
      const path = `${at}/${name}`;
      if (kind !== undefined && walk.found.length === cgroupTreeLimits.maxCgroups) this.leftOut++;
      else if (kind !== undefined) walk.found.push({ path, kind });
      if (!mayContainMore(name, kind) || walk.depth === cgroupTreeLimits.maxDepth) continue;
      await this.#walk(path, { ...walk, depth: walk.depth + 1 });
    }
  }

  /** undefined: it is gone. */
  async #folder(at: string): Promise<Folder | undefined> {
    try {
      const version = versionOf(await stat(`${this.#root}${at}`));
      const known = this.#folders.get(at);
      if (known?.version === version) return known;
      const entries = await readdir(`${this.#root}${at}`, { withFileTypes: true });
      return { version, names: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name) };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function versionOf({ ino, nlink }: Stats): string {
  return `${ino}/${nlink}`;
}
