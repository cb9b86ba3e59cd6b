import { errorCode, HostwireError, toError } from '@hostwire/runtime';
import type { Issue } from '../../../sampling/source.ts';
import type { Mount } from '../../files/mountinfo.ts';
import type { Capacity, Statfs } from './capacity.ts';

/**
 * Asks each mount for its capacity, never waiting long and never asking twice.
 *
 * A statfs on a dead server (NFS, FUSE) may hang for ever, cannot be cancelled, and holds one of the 4 threads that
 * the process has for all its file work. So:
 * - mounts are asked one after the other, each with a time-out;
 * - one that does not answer in time is *set aside*: it is not asked again while that call is pending. When the call
 *   returns at last, the mount is back in the next collection;
 * - while `maxPending.remote` calls are pending, only local file systems are asked: dead remote mounts must not hide
 *   that a disk is full. With `maxPending.local` (a disk died too) only `/` is asked, which nearly always answers at once
 *   and where the spool lies as a rule; otherwise a thread stays free for the spool.
 *
 * Invariant: pending calls ≤ maxPending.root, at most one per mount. A process with a pending call cannot leave by
 * exit(3), which joins the threads: whoever ends the process asks for `pending` and kills it.
 */
export const probeLimits = {
  answerMs: 1_000,
  maxPending: { remote: 2, local: 3, root: 4 },
  maxMounts: 512,
} as const;

export interface ProbeResult {
  readonly answers: readonly { readonly mount: Mount; readonly capacity: Capacity }[];
  readonly issues: readonly Issue[];
}

export class MountProbe {
  readonly #statfs: Statfs;
  readonly #answerMs: number;
  /** Mount points with a call that has not returned. */
  readonly #pending = new Set<string>();

  constructor({ statfs, answerMs = probeLimits.answerMs }: { statfs: Statfs; answerMs?: number }) {
    this.#statfs = statfs;
    this.#answerMs = answerMs;
  }

  get pending(): readonly string[] {
    return [...this.#pending];
  }

  /** Never rejects. Takes at most answerMs for each mount that is not set aside yet. */
  async run(mounts: readonly Mount[]): Promise<ProbeResult> {
    const answers: { mount: Mount; capacity: Capacity }[] = [];
    const issues: Issue[] = [];
    for (const mount of mounts.slice(0, probeLimits.maxMounts)) {
      try {
        answers.push({ mount, capacity: await this.#ask(mount) });
      } catch (error) {
        const message = toError(error).message;
        const device = mount.mountPoint;
        issues.push({ group: 'filesystem', device, code: errorCode(error), message });
      }
    }
    if (mounts.length > probeLimits.maxMounts) issues.push(tooMany(mounts.length));
    return { answers, issues };
  }

  async #ask(mount: Mount): Promise<Capacity> {
    if (this.#pending.has(mount.mountPoint)) {
      throw new HostwireError('MOUNT_HUNG', `${mount.mountPoint} (${mount.source}) still does not answer`);
    }
    if (this.#pending.size >= probeLimits.maxPending[placeOf(mount)]) {
      const message = `${mount.mountPoint} was not asked: ${this.#pending.size} other mounts do not answer`;
      throw new HostwireError('MOUNT_NOT_ASKED', message, { retryable: true });
    }
    this.#pending.add(mount.mountPoint);
    const call = this.#statfs(mount).finally(() => this.#pending.delete(mount.mountPoint));
    return withTimeout(call, { ms: this.#answerMs, mount });
  }
}

function withTimeout<T>(call: Promise<T>, { ms, mount }: { ms: number; mount: Mount }): Promise<T> {
  return new Promise((resolve, reject) => {
    const message = `${mount.mountPoint} (${mount.source}) did not answer within ${ms} ms and was set aside`;
    const hung = () => reject(new HostwireError('MOUNT_HUNG', message, { retryable: true }));
    const timer = setTimeout(hung, ms);
    timer.unref();
    // An answer after the time-out settles nothing; it only ends the pending call.
    call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Types whose calls ask another machine, or a program. All others ask a device of this host, or memory. */
const remoteTypes: ReadonlySet<string> = new Set([
  '9p',
  'afs',
  'beegfs',
  'ceph',
  'cifs',
  'coda',
  'gfs2',
  'glusterfs',
  'gpfs',
  'lustre',
  'ncpfs',
  'nfs',
  'nfs4',
  'ocfs2',
  'orangefs',
  'prl_fs',
  'smb3',
  'smbfs',
  'vboxsf',
  'virtiofs',
]);

function placeOf({ type, mountPoint }: Mount): keyof typeof probeLimits.maxPending {
  if (mountPoint === '/') return 'root';
  return remoteTypes.has(type) || type.startsWith('fuse') ? 'remote' : 'local';
}

function tooMany(count: number): Issue {
  const message = `${count} mounts, ${probeLimits.maxMounts} are reported; leave some out with a filter`;
  return { group: 'filesystem', code: 'DEVICES_LEFT_OUT', message };
}
