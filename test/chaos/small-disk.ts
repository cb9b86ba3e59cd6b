import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { fillUp } from './fill-up.ts';

const sizeMiB = 16;

/** A tmpfs that can be filled to the last block and emptied again. */
export class SmallDisk {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Why there can be none here; undefined when there can. */
  static missing(folder: string): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root';
    const disk = new SmallDisk(`${folder}/probe-small`);
    try {
      disk.make();
      return undefined;
    } catch (error) {
      return `cannot mount a tmpfs (${error instanceof Error ? error.message : String(error)})`;
    } finally {
      disk.remove();
    }
  }

  make(): void {
    mkdirSync(this.path, { recursive: true });
    const args = ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', this.path];
    execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  /** Takes every free block, also those that others give back meanwhile. */
  fill(): void {
    const { bfree, bsize } = statfsSync(this.path);
    fillUp(this.#ballast, bfree * bsize, bsize);
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  remove(): void {
    spawnSync('umount', ['-l', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }

  get #ballast(): string {
    return join(this.path, 'ballast');
  }
}
