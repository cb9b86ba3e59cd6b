// `hostwire top` in a pseudo-terminal, against answers that are given: the whole program, as people start it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hostSummary } from '@hostwire/testing/api';
import { cloneRoot } from '../harness/clone.ts';
import { waitFor } from '../harness/wait.ts';

const hasScript = spawnSync('script', ['--version']).status === 0;
const leave = '\u001b[?25h\u001b[?1049l';
const hostile = 'web\u001b]0;owned\u0007-1';

let server: Server;
const tokens: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    if (request.url?.startsWith('/api/v1/live') === true) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const hosts = [hostSummary({ host: hostile, cpuBusyPct: 42.5 })];
      response.write(`event: fleet\ndata: ${JSON.stringify({ hosts, alerts: [] })}\n\n`);
      return;
    }
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The program in a terminal of its own; `seen` is all that it wrote. */
class Terminal {
  readonly #child: ChildProcess;
  seen = '';

  constructor(env: Readonly<Record<string, string>> = {}) {
    const { port } = server.address() as AddressInfo;
    const command = `exec ${process.execPath} ${join(cloneRoot, 'packages/cli/dist/bin.js')} top --url http://127.0.0.1:${port}`;
    this.#child = spawn('script', ['-qfec', command, '/dev/null'], {
      env: { ...process.env, TERM: 'xterm', HOSTWIRE_TOKEN: 'secret', ...env },
    });
    this.#child.stdout?.on('data', (data: Buffer) => (this.seen += data.toString('utf8')));
  }

  async shows(text: string): Promise<void> {
    await waitFor(`"${text}" on the terminal`, 30_000, () => this.seen.includes(text));
  }

  type(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** The pid of the program itself. */
  get pid(): number {
    const { stdout } = spawnSync('pgrep', ['-P', String(this.#child.pid)], { encoding: 'utf8' });
    return Number(stdout.trim().split('\n')[0]);
  }

  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    return this.#child.exitCode;
  }
}

(hasScript ? describe : describe.skip)('hostwire top in a terminal', () => {
  test('shows the fleet of a collector elsewhere, opens help, and gives the terminal back', async () => {
    const terminal = new Terminal();
    await terminal.shows('42.5');
    expect(terminal.seen).not.toContain('\u001b]0;owned');
    terminal.type('?');
    await terminal.shows('Keys of hostwire top');
    terminal.type('x');
    terminal.type('q');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.seen.endsWith(leave)).toBe(true);
    expect(new Set(tokens)).toEqual(new Set(['Bearer secret']));
  });

  test('has no colours with NO_COLOR, and gives the terminal back when it is told to end', async () => {
    const terminal = new Terminal({ NO_COLOR: '1' });
    await terminal.shows('42.5');
    expect(terminal.seen).not.toMatch(/\u001b\[(1;)?3\dm/);
    process.kill(terminal.pid, 'SIGTERM');
    expect(await terminal.ended()).toBe(0);
    expect(terminal.seen.endsWith(leave)).toBe(true);
  });
});
