import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./host-load-program.js', import.meta.url));

/** Something to count: half a core, 4 MB/s synced to a disk and 10 MB/s over loopback, from a process of its own. */
export class HostLoad {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  /** Writes its file into `folder`. */
  static async start(folder: string): Promise<HostLoad> {
    const child = fork(program, [folder], { stdio: 'inherit' });
    await once(child, 'message');
    return new HostLoad(child);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await ended;
  }
}
