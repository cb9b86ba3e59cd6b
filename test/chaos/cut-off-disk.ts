/**
 * A file system of its own that loses its power: everything that was not synced is gone afterwards.
 *
 * ext4 on a loop device. `cutOff` is the ioctl EXT4_IOC_SHUTDOWN without flushing the journal: from that instant
 * nothing reaches the device. Mounting again replays what the journal holds, as after a power cut.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fillUp } from './fill-up.ts';

const shutdownIoctl = '0x8004587d';
const withoutFlush = 2;
const shutdownScript = `import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), ${shutdownIoctl}, struct.pack('I', ${withoutFlush}))`;

export class CutOffDisk {
  readonly path: string;
  readonly #image: string;
  readonly #sizeMiB: number;
  #isMounted = false;

  constructor(path: string, sizeMiB: number) {
    this.path = path;
    this.#image = `${path}.img`;
    this.#sizeMiB = sizeMiB;
  }

  /** Why there can be none here; undefined when there can. */
  static missing(folder: string): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root';
    const disk = new CutOffDisk(`${folder}/probe-disk`, 16);
    try {
      disk.make();
      disk.cutOff();
      disk.mountAgain();
      return undefined;
    } catch (error) {
      return `needs loop devices, mkfs.ext4 and python3 (${error instanceof Error ? error.message : String(error)})`;
    } finally {
      disk.remove();
    }
  }

  make(): void {
    mkdirSync(this.path, { recursive: true });
    run('truncate', ['-s', `${this.#sizeMiB}M`, this.#image]);
    run('mkfs.ext4', ['-q', '-F', '-O', '^metadata_csum_seed', this.#image]);
    this.#mount();
  }

  cutOff(): void {
    run('python3', ['-c', shutdownScript, this.path]);
  }

  /** Takes every free block but `leftBytes`, also those that are reserved for root, without writing them. */
  fill(leftBytes = 0): void {
    const { bfree, bsize } = statfsSync(this.path);
    fillUp(this.#ballast, bfree * bsize - leftBytes, bsize);
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** Whoever had files open here must be gone. */
  mountAgain(): void {
    run('umount', [this.path]);
    this.#isMounted = false;
    this.#mount();
  }

  remove(): void {
    if (this.#isMounted) spawnSync('umount', ['-l', this.path]);
    this.#isMounted = false;
    rmSync(this.path, { recursive: true, force: true });
    rmSync(this.#image, { force: true });
  }

  get #ballast(): string {
    return join(this.path, 'ballast');
  }

  #mount(): void {
    run('mount', ['-o', 'loop', this.#image, this.path]);
    this.#isMounted = true;
  }
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
