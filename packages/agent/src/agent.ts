/**
 * The agent: reads a sample at every instant of its grid, spools it, and lets the uplink carry it away.
 *
 *   stopped ──start──► running ──stop──► stopping ──► stopped (final)
 *
 *   start     lock, spool, source, uplink; then one timer, re-armed at every instant
 *   instant   read → (gap, when something happened since the last sample) → draft → every `flushMs`: seal → uplink
 *   stopping  timer off, seal, uplink drains, the mark of an orderly end, lock released
 *
 * Invariants: samples are read by one timer only; a sample reaches the uplink only through the spool; a failure of the
 * source, the spool or the inventory is logged and the next instant comes all the same.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AgentRun, type AgentOptions } from './agent-run.ts';
import { LeftOutIssues } from './left-out-issues.ts';
import { Epochs } from './spool/epochs.ts';
import { nodeFileSystem } from './spool/file-system.ts';
import { Lock } from './spool/lock.ts';
import { limitsFor } from './spool/retention.ts';

export type { AgentOptions } from './agent-run.ts';

export class Agent {
  readonly #options: AgentOptions;
  #lock: Lock | undefined;
  #run: AgentRun | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
  }

  /** Throws HostwireError STATE_LOCKED when another agent runs on this state folder. */
  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #start(): Promise<void> {
    const { stateDir, machine, clock, logger } = this.#options;
    const lock = Lock.take(join(stateDir, 'lock'), machine.bootId);
    this.#lock = lock;
    try {
      const leftOut = new LeftOutIssues(clock, logger);
      const epochs = await this.#openSpool(leftOut);
      this.#run = new AgentRun(this.#options, { epochs, leftOut });
      await this.#run.start();
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => undefined); // whoever called start() has the error
    try {
      await this.#run?.stop();
    } finally {
      this.#lock?.release();
    }
  }

  #openSpool(leftOut: LeftOutIssues): Promise<Epochs> {
    const { stateDir, machine, clock, logger, overrides } = this.#options;
    const folder = join(stateDir, 'spool');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return Epochs.open(folder, {
      fileSystem: nodeFileSystem,
      limits: { ...limitsFor(nodeFileSystem.totalBytes(folder)), ...overrides?.spool },
      clock,
      bootId: machine.bootId,
      logger,
      onLeftOut: (what) => leftOut.report(what),
    });
  }
}
