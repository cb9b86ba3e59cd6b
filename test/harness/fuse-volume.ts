import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./fuse-volume.mjs', import.meta.url));

/** What statfs(2) answers: `bsize` is the size that reads should have, blocks count in `frsize`. */
export interface VolumeSizes {
  readonly bsize: number;
  readonly frsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

/** A file system in user space, as virtiofs and many others are, that says what it is told to say about its size. */
export class FuseVolume {
  readonly #server: ChildProcess;

  private constructor(server: ChildProcess) {
    this.#server = server;
  }

  /** Mounts one over an empty folder; `within`: the words before a command that runs where it is to be seen. */
  static mount(path: string, sizes: VolumeSizes, within: readonly string[]): FuseVolume {
    const connection = openSync('/dev/fuse', 'r+');
    const options = 'fd=3,rootmode=40000,user_id=0,group_id=0';
    const [command, ...args] = [...within, 'mount', '-i', '-t', 'fuse', '-o', options, 'volume', path];
    const { status, stderr } = spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'pipe', connection],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`mount: ${stderr}`);
    const server = spawn(process.execPath, [program, JSON.stringify(sizes)], {
      stdio: ['ignore', 'ignore', 'inherit', connection],
    });
    closeSync(connection);
    return new FuseVolume(server);
  }

  /** Whoever asks from now on gets an error. */
  remove(): void {
    this.#server.kill('SIGKILL');
  }
}
