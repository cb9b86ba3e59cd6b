import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Programs that keep a host busy until they are stopped; each prints a line when it is at work. */
const programs = {
  /** Three quarters of one core, in user mode. */
  cpu: `console.log('ready');
    for (;;) { const end = Date.now() + 75; while (Date.now() < end); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25); }`,
  /** 200 MiB that are touched and held. */
  memory: `const held = Buffer.alloc(200 * 1024 * 1024, 1);
    console.log('ready', process.pid);
    setInterval(() => held.fill(held[0] + 1, 0, 1024), 1000);`,
  /** TCP over loopback: about 20 MB/s. */
  network: `const { createServer, connect } = require('node:net');
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1', () => {
      const socket = connect(server.address().port, '127.0.0.1', () => {
        console.log('ready');
        setInterval(() => socket.write(Buffer.alloc(200_000)), 10);
      });
    });`,
  /** TCP connections that are opened and closed, about 100 a second: each leaves one in time-wait for a minute. */
  connections: `const { createServer, connect } = require('node:net');
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1', () => {
      const next = () =>
        connect(server.address().port, '127.0.0.1').resume().end().on('close', () => setTimeout(next, 8));
      console.log('ready');
      next();
    });`,
} as const;

export type LoadName = keyof typeof programs;

/** Load on this host, made by processes of its own. */
export class Load {
  readonly #children: ChildProcess[] = [];

  /** Resolves when all of them are at work. */
  async start(names: readonly LoadName[]): Promise<void> {
    await Promise.all(
      names.map(async (name) => {
        const child = spawn(process.execPath, ['-e', programs[name]], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        this.#children.push(child);
        await once(child.stdout, 'data');
      }),
    );
  }

  async stop(): Promise<void> {
    const ended = this.#children.map((child) => once(child, 'close'));
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
    await Promise.all(ended);
  }
}
