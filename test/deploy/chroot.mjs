// A Debian root in a folder, with the file systems that programs expect; everything is undone by `remove`.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const mounts = [
  ['proc', ['-t', 'proc', 'proc']],
  ['sys', ['--rbind', '/sys']],
  ['dev', ['--rbind', '/dev']],
];

/** Throws with what the program said. */
export function must(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${status ?? error?.message}:\n${stdout}${stderr}`);
}

/** A fresh Debian with nothing but what install.sh asks for; made once, then copied. */
export function debianBase(folder) {
  if (existsSync(join(folder, 'etc/debian_version'))) return;
  must('debootstrap', ['--variant=minbase', '--include=adduser,curl,ca-certificates', 'bookworm', folder]);
}

export class Chroot {
  #folder;
  #children = new Set();

  constructor(base, folder) {
    this.#folder = folder;
    must('cp', ['-a', '--reflink=auto', base, folder]);
    for (const [path, args] of mounts) {
      must('mount', [...args, join(folder, path)]);
      must('mount', ['--make-rslave', join(folder, path)]);
    }
  }

  path(inside) {
    return join(this.#folder, inside);
  }

  /** Copies a file of this machine into it. */
  put(file, inside) {
    mkdirSync(join(this.path(inside), '..'), { recursive: true });
    cpSync(file, this.path(inside));
  }

  /** Runs a line of shell as root, or as a user of it. */
  run(line, { user, input } = {}) {
    return must('chroot', this.#words(line, user), { input });
  }

  /** Starts a line of shell, and again whenever it ends, until `remove`: what a service manager does. */
  serve(line, { user }) {
    const state = { log: '', starts: 0 };
    const start = () => {
      const child = spawn('chroot', this.#words(`exec ${line}`, user), { stdio: ['ignore', 'pipe', 'pipe'] });
      state.starts++;
      for (const output of [child.stdout, child.stderr]) output.on('data', (chunk) => (state.log += chunk));
      this.#children.add(child);
      child.once('exit', () => {
        if (this.#children.delete(child)) setTimeout(start, 2_000);
      });
    };
    start();
    return state;
  }

  /** Ends what `serve` started, in order. */
  async end() {
    const children = [...this.#children];
    this.#children.clear();
    await Promise.all(
      children.map(async (child) => {
        const ended = new Promise((resolve) => void child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }),
    );
  }

  async remove() {
    await this.end();
    for (const [path] of mounts.toReversed())
      must('umount', ['--recursive', '--lazy', join(this.#folder, path)]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #words(line, user) {
    const as = user === undefined ? [] : [`--userspec=${user}:${user}`];
    const env = [
      '/usr/bin/env',
      '-i',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'HOME=/tmp',
    ];
    return [...as, this.#folder, ...env, 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c', line];
  }
}
