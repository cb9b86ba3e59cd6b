import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { killLeftovers } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

/** Limits of time that clients and their users send: none at all, the defaults of several, and what people report. */
const timeLimits = [null, 0, 1, 30, 60, 65, 300, 3_600] as const;

/** What every SQL client is given, as a file of JSON. */
export interface SqlTarget {
  readonly host: string;
  readonly httpPort: number;
  readonly nativePort: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Seconds for max_execution_time; null: nothing is sent. */
  readonly timeLimits: readonly (number | null)[];
  /** Every documented view: a client has to read all of its columns. */
  readonly views: readonly string[];
}

/** A Hostwire that runs while the clients do, with samples of one host. */
export class Instance {
  readonly folder = makeWorkFolder('clients');
  readonly stack: Stack;
  readonly nativePort: number;

  private constructor(nativePort: number, env: Readonly<Record<string, string>>) {
    this.nativePort = nativePort;
    this.stack = new Stack(this.folder, {
      env: { ...env, HOSTWIRE_CLICKHOUSE_NATIVE_PORT: `${nativePort}` },
    });
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<Instance> {
    const instance = new Instance(await freePort(), env);
    await instance.stack.start();
    await waitFor('samples arrive', 30_000, async () => {
      const [row] = await instance.stack.query<{ n: number }>('SELECT count() AS n FROM cpu');
      return (row?.n ?? 0) > 0;
    });
    return instance;
  }

  async target(): Promise<SqlTarget> {
    const { hostname, port, username, password } = new URL(this.stack.ready.clickhouse);
    const sql = `SELECT name FROM system.tables WHERE database = 'hostwire' AND engine = 'View' ORDER BY name`;
    return {
      host: hostname,
      httpPort: Number(port),
      nativePort: this.nativePort,
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: 'hostwire',
      timeLimits,
      views: (await this.stack.query<{ name: string }>(sql)).map(({ name }) => name),
    };
  }

  /** The target as a file. */
  async targetFile(): Promise<string> {
    const path = join(this.folder, 'target.json');
    writeFileSync(path, JSON.stringify(await this.target()));
    return path;
  }

  /** Ends everything; gives what was left running. */
  async stop(): Promise<readonly string[]> {
    await this.stack.stop();
    const left = await killLeftovers();
    removeWorkFolder(this.folder);
    return left;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
