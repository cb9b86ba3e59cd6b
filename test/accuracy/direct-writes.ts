import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Direct writes to a file, which go to the disk at once, until it is stopped. Where the file system takes none, nothing. */
export class DirectWrites {
  readonly #file: string;
  #child: ChildProcess | undefined;

  constructor(folder: string) {
    this.#file = join(folder, 'direct');
  }

  start(): void {
    const args = [
      'if=/dev/zero',
      `of=${this.#file}`,
      'bs=64k',
      'oflag=direct',
      'count=200000',
      'status=none',
    ];
    this.#child = spawn('dd', [...args, 'conv=notrunc'], { stdio: 'ignore' });
    // Over and over the same 16 MiB would need a program of its own; dd ends at 12 GiB, long after the test has.
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
}
