import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Stack } from '../../harness/stack.ts';
import { waitFor } from '../../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../../harness/work-folder.ts';
import { childrenOf } from '../process-cost.ts';
import type { FleetFigures, FleetOptions } from './fleet.ts';
import { FleetProcess } from './fleet-process.ts';

/** What ClickHouse holds of the fleet. */
interface Stored {
  readonly rows: number;
  readonly distinct: number;
  readonly gaps: number;
}

export interface LoadedStackOptions {
  /** Where the collector leaves a CPU profile when it ends. */
  readonly profileFolder?: string | undefined;
  /** A command that becomes the collector. */
  readonly within?: readonly string[];
}

const connectLimitMs = 120_000;

/** `hostwire collector run` with its ClickHouse, and a fleet that sends to it: three processes. */
export class LoadedStack {
  readonly stack: Stack;
  readonly fleet = new FleetProcess();
  readonly #folder: string;
  #clickhousePid = 0;

  constructor(name: string, { profileFolder, within }: LoadedStackOptions = {}) {
    this.#folder = makeWorkFolder(name);
    this.stack = new Stack(this.#folder, {
      command: ['collector', 'run'],
      args: ['--log-level', 'warn'],
      nodeArgs: profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`],
      ...(within && { within }),
    });
  }

  get collectorPid(): number {
    return this.stack.program.pid;
  }

  get clickhousePid(): number {
    return this.#clickhousePid;
  }

  /** Resolves when every agent has a session and sends. */
  async start(agents: number, more: Pick<FleetOptions, 'series'> = {}): Promise<void> {
    const { gateway } = await this.stack.start();
    this.#clickhousePid = childrenOf(this.collectorPid)[0]!;
    const { token } = await this.stack.json<{ token: string }>(['token', 'create', '--uses', `${agents}`]);
    const address = { host: '127.0.0.1', port: Number(new URL(gateway).port) };
    await this.fleet.start({ address, token, agents, ...more });
    await waitFor(`${agents} agents are connected`, connectLimitMs, async () => {
      return (await this.fleet.do('figures')).connected === agents;
    });
    await this.fleet.do('produce');
  }

  /** Stops the samples and waits until every batch is acknowledged. */
  async drain(limitMs: number): Promise<FleetFigures> {
    await this.fleet.do('pause');
    return waitFor('every batch is acknowledged', limitMs, async () => {
      const figures = await this.fleet.do('figures');
      return figures.unacknowledged === 0 ? figures : undefined;
    });
  }

  async stored(): Promise<Stored> {
    const [row] = await this.stack.query<Stored>(
      `SELECT countIf(kind = 'sample') AS rows, uniqExactIf((agent_id, epoch, seq, idx), kind = 'sample') AS distinct,
         countIf(kind != 'sample') AS gaps
       FROM samples`,
    );
    return row!;
  }

  /** A GET of the API over its Unix socket; the length of the answer. */
  async get(path: string): Promise<number> {
    const [response] = (await once(
      get({ socketPath: join(this.stack.dataDir, 'hostwire.sock'), path }),
      'response',
    )) as [IncomingMessage];
    let length = 0;
    for await (const chunk of response) length += (chunk as Buffer).length;
    if (response.statusCode !== 200) throw new Error(`${path} answered ${response.statusCode}`);
    return length;
  }

  /** `release`: lets go of what was put into the folder, once nothing runs there. */
  async stop(release?: () => void): Promise<void> {
    this.fleet.end();
    await this.stack.stop().catch(async (error: unknown) => {
      process.stderr.write(`killed: ${String(error)}\n`);
      await this.stack.program.kill();
    });
    release?.();
    removeWorkFolder(this.#folder);
  }
}
