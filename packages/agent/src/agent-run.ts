import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { Inventory, KeyFrame, Sample, Settings, UpgradeReport, Welcome } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import { BudgetKeeper } from './budget/budget-keeper.ts';
import { collectGarbage } from './budget/garbage.ts';
import { HeapGrowth } from './budget/heap-growth.ts';
import { parseCollectorAddress } from './collector-address.ts';
import type { Identity } from './identity.ts';
import { InventorySchedule } from './inventory/inventory-schedule.ts';
import { IssueReporter } from './issue-reporter.ts';
import { KeptIdentity } from './kept-identity.ts';
import type { LeftOutIssues } from './left-out-issues.ts';
import type { Machine } from './machine.ts';
import { OwnKey } from './own-key.ts';
import { Sampler } from './sampler.ts';
import { phaseOf } from './sampling-grid.ts';
import { SettingsInForce } from './settings/settings-in-force.ts';
import { budgetOf, sourceSettingsOf } from './settings/settings.ts';
import type { SelfMeasurement, Source } from './sources/sampling/source.ts';
import type { Epochs } from './spool/epochs.ts';
import { StatusReporter } from './status-reporter.ts';
import type { LimitOverrides } from './limit-overrides.ts';
import type { AgentUpgrader } from './upgrade/agent-upgrader.ts';
import { DeadLetters } from './uplink/dead-letters.ts';
import { UplinkPair } from './uplink/uplink-pair.ts';

export interface AgentOptions {
  readonly stateDir: string;
  readonly identity: Identity;
  readonly privateKey: KeyObject;
  readonly machine: Machine;
  readonly version: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly makeSource: (self: () => SelfMeasurement) => Source;
  readonly collectInventory: (signal: AbortSignal) => Promise<Inventory>;
  readonly overrides?: LimitOverrides;
  /** Absent: the agent stays as it is, whatever the collector offers. */
  readonly makeUpgrader?: ((parts: UpgraderParts) => AgentUpgrader | undefined) | undefined;
  /** Shorter in tests. */
  readonly budgetWindowMs?: number;
}

/** What an upgrader gets of the running agent. */
interface UpgraderParts {
  /** Keys of the collector that are trusted now. */
  readonly pins: () => readonly string[];
  /** Tells the collector, when a session is open. */
  readonly report: (report: UpgradeReport) => void;
}

/** The parts of a running agent, wired together; the spool is open before and closed by `stop`. */
export class AgentRun {
  readonly #options: AgentOptions;
  readonly #epochs: Epochs;
  readonly #leftOut: LeftOutIssues;
  readonly #identity: KeptIdentity;
  readonly #ownKey: OwnKey;
  readonly #uplink: UplinkPair;
  readonly #source: Source;
  readonly #settings: SettingsInForce;
  readonly #budget: BudgetKeeper;
  readonly #sampler: Sampler;
  readonly #inventory: InventorySchedule;
  readonly #issues: IssueReporter;
  readonly #status: StatusReporter;
  readonly #upgrader: AgentUpgrader | undefined;
  readonly #heapGrowth = new HeapGrowth(() => getHeapStatistics().total_heap_size, collectGarbage);
  readonly #phaseMs: number;

  constructor(options: AgentOptions, { epochs, leftOut }: { epochs: Epochs; leftOut: LeftOutIssues }) {
    const { stateDir, identity, version, clock, logger, makeSource, budgetWindowMs } = options;
    this.#options = options;
    this.#epochs = epochs;
    this.#leftOut = leftOut;
    this.#phaseMs = phaseOf(identity.agentId);
    const onKept = (nextPin: string) => this.#uplink.sendKeyFrame({ type: 'server_key', nextPin });
    this.#identity = new KeptIdentity({ stateDir, identity, logger, onKept });
    this.#ownKey = new OwnKey({
      ...options,
      agentId: identity.agentId,
      send: (frame) => this.#uplink.sendKeyFrame(frame),
    });
    this.#uplink = this.#makeUplink();
    this.#source = makeSource(() => this.#selfMeasurement());
    this.#settings = new SettingsInForce({
      stateDir,
      minIntervalMs: this.#source.minIntervalMs,
      logger,
      onChange: (settings, before) => this.#changed(settings, before),
    });
    const limits = budgetOf(this.#settings.current);
    this.#budget = new BudgetKeeper({ source: this.#source, limits, windowMs: budgetWindowMs, logger });
    this.#sampler = this.#makeSampler();
    this.#inventory = new InventorySchedule({
      collect: options.collectInventory,
      onInventory: (inventory) => this.#uplink.announce(inventory),
      clock,
      logger,
    });
    this.#upgrader = options.makeUpgrader?.({
      pins: () => this.#identity.current.pins,
      report: (report) => this.#uplink.report(report),
    });
    this.#issues = new IssueReporter(
      () => [...this.#source.issues(), ...leftOut.issues()],
      (frame) => this.#uplink.announce(frame),
    );
    this.#status = new StatusReporter({
      stateDir,
      version,
      identity: this.#identity,
      epochs,
      source: this.#source,
      uplink: this.#uplink,
      sampler: this.#sampler,
      settings: this.#settings,
      budget: this.#budget,
      upgrade: () => this.#upgrader?.report,
      leftOut,
      clock,
      logger,
    });
  }

  async start(): Promise<void> {
    const { host, collector } = this.#identity.current;
    this.#source.configure(sourceSettingsOf(this.#settings.current));
    await this.#source.start();
    this.#source.read(); // the baseline
    await this.#uplink.start();
    this.#sampler.start();
    this.#status.write({ force: true });
    this.#options.logger.info({ host, collector, phaseMs: this.#phaseMs }, 'agent running');
  }

  async stop(): Promise<void> {
    this.#sampler.stop();
    this.#inventory.stop();
    this.#upgrader?.stop();
    await this.#source.stop();
    await this.#epochs.live.seal();
    this.#uplink.sealed();
    await this.#uplink.stop();
    await this.#identity.saved;
    await this.#ownKey.idle();
    await this.#epochs.close({ stopped: true });
    this.#status.write({ force: true, stopped: true });
  }

  #makeSampler(): Sampler {
    const { machine, clock, logger } = this.#options;
    return new Sampler({
      source: this.#source,
      epochs: this.#epochs,
      settings: this.#settings.current,
      bootId: machine.bootId,
      phaseMs: this.#phaseMs,
      clock,
      logger,
      onInstant: () => this.#status.write(), // before this instant's batch is under way
      onSample: ({ monoMs }: Sample) => this.#budget.keep(monoMs),
      onSealed: () => this.#uplink.sealed(),
      onIdle: () => {
        this.#inventory.refresh();
        this.#issues.look(clock.monoMs());
        this.#heapGrowth.look(clock.monoMs()); // the next instant is furthest away now
      },
    });
  }

  #makeUplink(): UplinkPair {
    const { stateDir, machine, version, clock, logger, overrides } = this.#options;
    const identity = this.#identity;
    const waitShare = overrides?.waitShare ?? 1;
    return new UplinkPair({
      epochs: this.#epochs,
      address: parseCollectorAddress(identity.current.collector),
      agentId: identity.current.agentId,
      privateKey: () => this.#ownKey.privateKey,
      pins: () => identity.current.pins,
      hello: () => ({
        agentVersion: version,
        generation: identity.current.generation,
        bootId: machine.bootId,
        machineHash: machine.machineHash,
        marks: machine.marks,
      }),
      deadLetters: new DeadLetters(join(stateDir, 'dead-letters')),
      clock,
      logger,
      onWelcome: (welcome, pin) => this.#welcomed(welcome, pin),
      onSettings: (settings) => this.#apply(settings),
      onKeyFrame: (frame) => this.#heardOfKeys(frame),
      random: () => Math.random() * waitShare,
    });
  }

  #welcomed(welcome: Welcome, pin: string | undefined): void {
    this.#confirmUpgrade();
    this.#apply(welcome.settings);
    this.#identity.welcomed(welcome, pin);
  }

  #apply(settings: Settings): void {
    this.#settings.apply(settings);
    if (!this.#sampler.isStopped) this.#offer(settings.upgradeVersion);
  }

  #offer(version: string | undefined): void {
    if (this.#upgrader !== undefined) return this.#upgrader.offered(version);
    if (version === undefined || version === this.#options.version) return;
    const detail = 'this agent was not started by the launcher of install.sh: upgrade it as it was installed';
    this.#uplink.report({ type: 'upgrade_report', version, state: 'impossible', detail });
  }

  #confirmUpgrade(): void {
    this.#upgrader?.reachedCollector().catch((thrown: unknown) => {
      this.#options.logger.error({ err: toError(thrown) }, 'this version cannot be kept for the next start');
    });
  }

  #heardOfKeys(frame: KeyFrame): void {
    if (frame.type === 'key_renewal') this.#ownKey.received(frame);
    else this.#identity.announced(frame.nextPin);
  }

  #changed(settings: Settings, before: Settings): void {
    if (this.#sampler.isStopped) return;
    this.#budget.limits = budgetOf(settings);
    this.#source.configure(sourceSettingsOf(settings));
    this.#sampler.follow(settings, before);
  }

  #selfMeasurement(): SelfMeasurement {
    const live = this.#epochs.live.unacked;
    const history = this.#epochs.backlog();
    const { overCpu: overCpuBudget, overRss: overRssBudget } = this.#budget.verdict;
    return {
      sentBytesTotal: this.#uplink.sentBytes,
      spoolBytes: live.bytes + history.bytes,
      spoolBatches: live.batches + history.batches,
      overCpuBudget,
      overRssBudget,
      issues: this.#leftOut.count,
    };
  }
}
