/**
 * Everything that faults strike: ClickHouse, collector and agents as processes, with proxies between them.
 *
 *   agents ──gatewayProxy──► collector ──databaseProxy──► ClickHouse
 *
 * Ports stay the same over restarts. Whoever judges reads ClickHouse past the proxy.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.ts';
import { Program, runProgram, type ProgramResult } from '../harness/program.ts';
import { Viewer } from '../harness/viewer.ts';
import { waitFor } from '../harness/wait.ts';
import type { Ability, Inabilities } from './abilities.ts';
import { ChaosAgent } from './chaos-agent.ts';
import { ChaosDatabase } from './chaos-database.ts';
import { ChaosProxy } from './chaos-proxy.ts';
import { CutOffDisk } from './cut-off-disk.ts';
import { FakeClock } from './fake-clock.ts';
import { Namespace } from './namespace.ts';
import { SmallDisk } from './small-disk.ts';

export interface WorldOptions {
  readonly folder: string;
  /** Root of the product under test. */
  readonly root: string;
  /** The first has a small disk, the second a network, the third a clock of its own, the fourth forgets early. */
  readonly agents: number;
  /** What cannot be done here. */
  readonly inabilities: Inabilities;
}

/** Its first statement may be lost with a silent database, and is given up after 30 s. */
const readyLimitMs = 120_000;
const agentDiskMiB = 192;
const databaseDiskMiB = 4_096;

export class World {
  readonly folder: string;
  readonly agents: readonly ChaosAgent[];
  readonly database: ChaosDatabase;
  readonly gatewayProxy = new ChaosProxy(0);
  readonly databaseProxy = new ChaosProxy(0);
  /** Of the database, and of the second and third agent: loses what was not synced when it is cut off. */
  readonly databaseDisk: CutOffDisk | undefined;
  readonly agentDisk: CutOffDisk | undefined;
  /** Of the first agent: so small that it can be filled. */
  readonly smallDisk: SmallDisk | undefined;
  readonly collectorClock: FakeClock | undefined;
  readonly viewer = new Viewer(() => this.#dataDir);
  readonly #options: WorldOptions;
  readonly #namespace: Namespace | undefined;
  #collector: Program | undefined;
  #gatewayPort = 0;
  #succession = 0;

  constructor(options: WorldOptions) {
    const { folder, agents } = options;
    this.#options = options;
    this.folder = folder;
    if (this.can('cutOffDisk')) {
      this.databaseDisk = new CutOffDisk(join(folder, 'database-disk'), databaseDiskMiB);
      this.agentDisk = new CutOffDisk(join(folder, 'agent-disk'), agentDiskMiB);
    }
    if (this.can('smallDisk')) this.smallDisk = new SmallDisk(join(folder, 'small-disk'));
    if (this.can('fakeClock')) this.collectorClock = new FakeClock(join(folder, 'collector-clock'));
    if (this.can('namespace') && agents > 1) this.#namespace = Namespace.make();
    this.database = new ChaosDatabase(join(this.databaseDisk?.path ?? folder, 'clickhouse'));
    this.agents = Array.from({ length: agents }, (_, i) => this.#makeAgent(i));
  }

  can(ability: Ability): boolean {
    return !this.#options.inabilities.has(ability);
  }

  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    for (const disk of [this.databaseDisk, this.agentDisk, this.smallDisk]) disk?.make();
    await this.database.start();
    this.databaseProxy.target = this.database.started.httpPort;
    await this.databaseProxy.start();
    await this.gatewayProxy.start(['127.0.0.1', ...(this.#namespace ? [this.#namespace.hostAddress] : [])]);
    await this.startCollector();
    const uses = `${this.agents.length}`;
    const created = await this.hostwire(['token', 'create', '--ttl', '10m', '--uses', uses, '--json']);
    if (created.code !== 0) throw new Error(`token create: ${created.stderr}`);
    const { token } = JSON.parse(created.stdout) as { token: string };
    await Promise.all(this.agents.map((agent) => agent.enroll(this.gatewayProxy.port, token)));
    for (const agent of this.agents) agent.start();
  }

  async stop(): Promise<void> {
    this.viewer.leave();
    for (const agent of this.agents) if (agent.isRunning) await agent.program.kill();
    if (this.collectorRuns) await this.collector.kill();
    await this.database.kill();
    await this.gatewayProxy.stop();
    await this.databaseProxy.stop();
    for (const disk of [this.databaseDisk, this.agentDisk, this.smallDisk]) disk?.remove();
    this.#namespace?.remove();
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
    const gatewayPort = this.#gatewayPort === 0 ? freePort() : this.#gatewayPort;
    args.push('--gateway-host', '127.0.0.1', '--gateway-port', `${gatewayPort}`, '--log-level', 'info');
    const env = {
      ...this.collectorClock?.environment(),
      HOSTWIRE_CLICKHOUSE_PASSWORD: writer,
      HOSTWIRE_CLICKHOUSE_READER_PASSWORD: reader,
    };
    this.#collector = new Program('hostwire', args, { env, root: this.#options.root });
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
    return runProgram('hostwire', args, { env: { HOSTWIRE_DATA: this.#dataDir }, root: this.#options.root });
  }

  /** No fault acts any more; every process runs. */
  async recover(): Promise<void> {
    this.databaseProxy.heal();
    this.gatewayProxy.heal();
    this.smallDisk?.free();
    this.databaseDisk?.free();
    this.#namespace?.heal();
    for (const clock of [this.collectorClock, ...this.agents.map((agent) => agent.clock)]) clock?.set(0);
    if (!this.database.isRunning) await this.database.start();
    await this.database.answers();
    if (!this.collectorRuns) await this.startCollector();
    for (const agent of this.agents) agent.start();
  }

  /** Most memory that the collector ever took, in bytes. */
  collectorPeakBytes(): number {
    const status = readFileSync(`/proc/${this.collector.pid}/status`, 'latin1');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }

  #makeAgent(index: number): ChaosAgent {
    const { folder, root } = this.#options;
    const disk = index === 0 ? this.smallDisk?.path : index < 3 ? this.agentDisk?.path : undefined;
    const hasClock = index === 2 && this.can('fakeClock');
    return new ChaosAgent({
      name: `chaos-${index}`,
      stateDir: join(disk ?? folder, `agent-${index}`),
      root,
      namespace: index === 1 ? this.#namespace : undefined,
      clock: hasClock ? new FakeClock(join(folder, `agent-${index}-clock`)) : undefined,
      forgets: index === 3,
    });
  }

  get #dataDir(): string {
    return join(this.folder, `data-${this.#succession}`);
  }
}
