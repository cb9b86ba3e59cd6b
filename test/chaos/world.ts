/**
 * Everything that faults strike: ClickHouse, collector and agents as processes, with proxies between them.
 *
 *   agents ──gatewayProxy──► collector ──databaseProxy──► ClickHouse
 *
 * Ports stay the same over restarts. Whoever judges reads ClickHouse past the proxy.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Program, runProgram, type ProgramResult } from '../harness/program.ts';
import { waitFor } from '../harness/wait.ts';
import { ChaosAgent } from './chaos-agent.ts';
import { ChaosDatabase } from './chaos-database.ts';
import { ChaosProxy } from './chaos-proxy.ts';
import { CutOffDisk } from './cut-off-disk.ts';
import { SmallDisk } from './small-disk.ts';

export interface WorldOptions {
  readonly folder: string;
  /** Root of the product under test. */
  readonly root: string;
  readonly agents: number;
  /** Which disks can be made here. */
  readonly disks: { readonly cutOff: boolean; readonly small: boolean };
}

const readyLimitMs = 60_000;
const agentDiskMiB = 192;
const databaseDiskMiB = 4_096;

export class World {
  readonly folder: string;
  readonly agents: readonly ChaosAgent[];
  readonly database: ChaosDatabase;
  readonly gatewayProxy = new ChaosProxy(0);
  readonly databaseProxy = new ChaosProxy(0);
  /** Of the database and of all agents but the first: loses what was not synced when it is cut off. */
  readonly databaseDisk: CutOffDisk | undefined;
  readonly agentDisk: CutOffDisk | undefined;
  /** Of the first agent: so small that it can be filled. */
  readonly smallDisk: SmallDisk | undefined;
  readonly #root: string;
  #collector: Program | undefined;
  #gatewayPort = 0;
  #succession = 0;

  constructor({ folder, root, agents, disks }: WorldOptions) {
    this.folder = folder;
    this.#root = root;
    if (disks.cutOff) {
      this.databaseDisk = new CutOffDisk(join(folder, 'database-disk'), databaseDiskMiB);
      this.agentDisk = new CutOffDisk(join(folder, 'agent-disk'), agentDiskMiB);
    }
    if (disks.small) this.smallDisk = new SmallDisk(join(folder, 'small-disk'));
    this.database = new ChaosDatabase(join(this.databaseDisk?.path ?? folder, 'clickhouse'));
    this.agents = Array.from({ length: agents }, (_, i) => {
      const disk = i === 0 ? this.smallDisk?.path : this.agentDisk?.path;
      return new ChaosAgent(`chaos-${i}`, join(disk ?? folder, `agent-${i}`), root);
    });
  }

  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    for (const disk of [this.databaseDisk, this.agentDisk, this.smallDisk]) disk?.make();
    await this.database.start();
    this.databaseProxy.target = this.database.started.httpPort;
    await this.databaseProxy.start();
    await this.gatewayProxy.start();
    await this.startCollector();
    for (const agent of this.agents) {
      const created = await this.hostwire(['token', 'create', '--ttl', '10m', '--json']);
      if (created.code !== 0) throw new Error(`token create: ${created.stderr}`);
      const { token } = JSON.parse(created.stdout) as { token: string };
      await agent.enroll(`wss://127.0.0.1:${this.gatewayProxy.port}`, token);
      agent.start();
    }
  }

  async stop(): Promise<void> {
    for (const agent of this.agents) if (agent.isRunning) await agent.program.kill();
    if (this.collectorRuns) await this.collector.kill();
    await this.database.kill();
    await this.gatewayProxy.stop();
    await this.databaseProxy.stop();
    for (const disk of [this.databaseDisk, this.agentDisk, this.smallDisk]) disk?.remove();
  }

  get collector(): Program {
    if (!this.#collector) throw new Error('the collector was not started');
    return this.#collector;
  }

  get collectorRuns(): boolean {
    return this.#collector?.alive === true;
  }

  /** Waits until it takes agents in, for which it needs the database. */
  async startCollector(): Promise<void> {
    this.launchCollector();
    await this.collectorReady();
  }

  launchCollector(): void {
    const readyFile = join(this.folder, 'ready.json');
    rmSync(readyFile, { force: true });
    const { writer, reader } = this.database.started;
    const args = ['collector', 'run', '--data', this.#dataDir, '--ready-file', readyFile];
    args.push('--clickhouse', `http://127.0.0.1:${this.databaseProxy.port}`, '--web-port', '0');
    args.push('--gateway-host', '127.0.0.1', '--gateway-port', `${this.#gatewayPort}`, '--log-level', 'info');
    const env = { HOSTWIRE_CLICKHOUSE_PASSWORD: writer, HOSTWIRE_CLICKHOUSE_READER_PASSWORD: reader };
    this.#collector = new Program('hostwire', args, { env, root: this.#root });
  }

  async collectorReady(): Promise<void> {
    const program = this.collector;
    const readyFile = join(this.folder, 'ready.json');
    await waitFor(`the collector is ready`, readyLimitMs, () => {
      if (!program.alive)
        throw new Error(`the collector ended:\n${program.stdout.slice(-4_000)}${program.stderr}`);
      return existsSync(readyFile);
    });
    const { gateway } = JSON.parse(readFileSync(readyFile, 'utf8')) as { gateway: string };
    this.#gatewayPort = Number(new URL(gateway).port);
    this.gatewayProxy.target = this.#gatewayPort;
  }

  /** A second collector with the same keys, in a folder of its own, gets the agents. Gives back the former. */
  async succeedCollector(): Promise<Program> {
    const former = this.collector;
    const keys = join(this.#dataDir, 'collector');
    this.#succession++;
    cpSync(keys, join(this.#dataDir, 'collector'), { recursive: true });
    this.#gatewayPort = 0;
    await this.startCollector();
    this.gatewayProxy.cut();
    return former;
  }

  hostwire(args: readonly string[]): Promise<ProgramResult> {
    return runProgram('hostwire', args, { env: { HOSTWIRE_DATA: this.#dataDir }, root: this.#root });
  }

  /** No fault acts any more; every process runs. */
  async recover(): Promise<void> {
    this.databaseProxy.heal();
    this.gatewayProxy.heal();
    this.smallDisk?.free();
    if (!this.database.isRunning) await this.database.start();
    if (!this.collectorRuns) await this.startCollector();
    for (const agent of this.agents) agent.start();
  }

  /** Most memory that the collector ever took, in bytes. */
  collectorPeakBytes(): number {
    const status = readFileSync(`/proc/${this.collector.pid}/status`, 'latin1');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }

  get #dataDir(): string {
    return join(this.folder, `data-${this.#succession}`);
  }
}
