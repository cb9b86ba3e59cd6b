import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Account, Credentials } from '../account.ts';
import { EmbeddedClickHouse, type EmbeddedClickHouseOptions } from '../embedded-clickhouse.ts';

const ownerProgram = fileURLToPath(new URL('../../test-support/owner.mjs', import.meta.url));

export const accounts: readonly [Account, Account] = [
  { name: 'writer', access: 'write', database: 'app*' },
  { name: 'reader', access: 'read', database: 'app*' },
];

interface OwnerOptions extends Partial<EmbeddedClickHouseOptions> {
  /** A command that becomes the program it is given. */
  readonly within?: readonly [] | readonly [string, ...string[]];
}

/** Temporary folders, servers and owners of one test file, to be ended by `cleanUp` whatever the tests did. */
export class Fixture {
  readonly #folders: string[] = [];
  readonly #servers: EmbeddedClickHouse[] = [];
  readonly #processes: ChildProcess[] = [];

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'clickhouse-embedded-'));
    this.#folders.push(folder);
    return folder;
  }

  server(options: Partial<EmbeddedClickHouseOptions> & { dataDir: string }): EmbeddedClickHouse {
    const server = new EmbeddedClickHouse({ httpPort: 0, tcpPort: 0, accounts, ...options });
    this.#servers.push(server);
    return server;
  }

  process(program: string, args: readonly string[]) {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#processes.push(child);
    return child;
  }

  /** Starts a server in a process of its own and returns that process with the line it printed. */
  async owner(
    dataDir: string,
    { within = [], ...more }: OwnerOptions = {},
  ): Promise<{ owner: ChildProcess; line: unknown }> {
    const options = JSON.stringify({ dataDir, httpPort: 0, tcpPort: 0, accounts, ...more });
    const [program, ...args] = [...within, process.execPath, ownerProgram, options];
    const owner = this.process(program, args);
    const line = await new Promise<string>((resolve) => createInterface(owner.stdout).once('line', resolve));
    return { owner, line: JSON.parse(line) };
  }

  async cleanUp(): Promise<void> {
    for (const child of this.#processes) await kill(child);
    for (const server of this.#servers) await server.stop();
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
  }
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export interface Answer {
  readonly status: number | undefined;
  /** ClickHouse's error number, 0 when there was none. */
  readonly exceptionCode: number;
  readonly body: string;
}

/** Sends one statement on a connection of its own; a kept one would delay the server's end. */
export async function query(httpPort: number, { user, password }: Credentials, sql: string): Promise<Answer> {
  const headers = { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password };
  const asked = request({
    host: '127.0.0.1',
    port: httpPort,
    method: 'POST',
    path: '/',
    agent: false,
    headers,
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (response) => {
      const exceptionCode = Number(response.headers['x-clickhouse-exception-code'] ?? 0);
      const answer = (body: string) => ({ status: response.statusCode, exceptionCode, body: body.trim() });
      text(response).then((body) => resolve(answer(body)), reject);
    });
  });
  asked.end(sql);
  return answered;
}
