import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * Direct writes, which go to the disk at once, over and over the same 64 MiB of a file, until it is stopped. Nothing where
 * the file system takes none (tmpfs).
 */
export class DirectWrites {
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(folder: string) {
    const file = `of=${join(folder, 'direct')}`;
    this.#args = [
      'if=/dev/zero',
      file,
      'bs=64k',
      'count=1024',
      'oflag=direct',
      'conv=notrunc',
      'status=none',
    ];
  }

  start(): void {
    const child = spawn('dd', this.#args, { stdio: 'ignore' });
    this.#child = child;
    child.on('close', (code) => {
      if (code === 0 && !this.#stopped) this.start();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
}
