import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

/** What the file system shows at its root. */
const rootModes = { folder: '40000', file: '100444' } as const;

/**
 * A mount name space in which some places are file systems in user space (FUSE) whose server is there and answers nothing,
 * like an NFS server that is dead or an lxcfs that is stuck: whoever asks waits, and cannot be interrupted but by SIGKILL.
 */
export class DeadServers {
  readonly #holder: ChildProcess;
  readonly #connections: readonly number[];

  private constructor(holder: ChildProcess, connections: readonly number[]) {
    this.#holder = holder;
    this.#connections = connections;
  }

  /** Why there can be none here; undefined when there can. */
  static missing(): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root';
    try {
      closeSync(openSync('/dev/fuse', 'r+'));
    } catch (error) {
      return `needs /dev/fuse (${error instanceof Error ? error.message : String(error)})`;
    }
    const { status, error, stderr } = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
    return status === 0 ? undefined : `needs mount name spaces (${error?.message ?? stderr.trim()})`;
  }

  /** Paths that exist, and what they are. */
  static async over(places: Readonly<Record<string, keyof typeof rootModes>>): Promise<DeadServers> {
    const connections = Object.keys(places).map(() => openSync('/dev/fuse', 'r+'));
    const mounts = Object.entries(places).map(([path, kind], i) => {
      const options = `fd=${i + 3},rootmode=${rootModes[kind]},user_id=0,group_id=0`;
      return `mount -i -t fuse -o ${options} dead-server '${path}'`;
    });
    const script = [...mounts, 'echo mounted', 'exec sleep infinity'].join(' && ');
    // What is unmounted outside goes here, too: kept, it would hold a disk that somebody else's test has cut off.
    const holder = spawn('unshare', ['--mount', '--propagation', 'slave', '--', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'inherit', ...connections],
    });
    const servers = new DeadServers(holder, connections);
    const [first] = (await Promise.race([once(holder.stdout!, 'data'), once(holder, 'exit')])) as unknown[];
    if (String(first) === 'mounted\n') return servers;
    servers.remove();
    throw new Error(`the mounts could not be made: ${String(first)}`);
  }

  /** Before a command line that is to run inside. */
  get within(): readonly string[] {
    return ['nsenter', `--mount=/proc/${this.#holder.pid}/ns/mnt`, '--'];
  }

  /** Whoever waits is answered with an error. */
  remove(): void {
    this.#holder.kill('SIGKILL');
    this.#connections.forEach((connection) => closeSync(connection));
  }
}
