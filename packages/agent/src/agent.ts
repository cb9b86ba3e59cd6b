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
 * Settings come with Welcome and Settings frames and hold from the next instant on; they are kept in the state folder
 * (settings/settings-file.ts) for a start without a collector. One that shortens the flush interval
 * (somebody looks at this host) flushes at once. The first sample of an epoch or a run does not wait for others either.
 */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import type { KeyObject } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hasClocks, type Inventory, type Sample, type Settings, type Welcome } from '@hostwire/protocol';
import { errorCode, HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { absenceBefore, absenceBetween, type Absence } from './absence.ts';
import { Budget, type BudgetLimits, type Usage, type Verdict } from './budget/budget.ts';
import { collectGarbage } from './budget/garbage.ts';
import { HeapGrowth } from './budget/heap-growth.ts';
import { parseCollectorAddress } from './collector-address.ts';
import { saveIdentity, type Identity } from './identity.ts';
import { LeftOutIssues } from './left-out-issues.ts';
import type { Machine } from './machine.ts';
import { nextInstantMs, phaseOf } from './sampling-grid.ts';
import { loadSettings, saveSettings } from './settings/settings-file.ts';
import { budgetOf, defaultSettings, heldSettings, sourceSettingsOf } from './settings/settings.ts';
import type { SelfMeasurement, Source } from './sources/sampling/source.ts';
import { nodeFileSystem } from './spool/file-system.ts';
import { Lock } from './spool/lock.ts';
import { limitsFor } from './spool/retention.ts';
import { Epochs } from './spool/epochs.ts';
import { StatusFile, type AgentStatus, type BudgetStatus } from './status-file.ts';
import type { TrialLimits } from './trial-limits.ts';
import { DeadLetters } from './uplink/dead-letters.ts';
import { Lanes } from './uplink/lanes.ts';

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
  readonly trial?: TrialLimits;
  /** Shorter in tests. */
  readonly budgetWindowMs?: number;
}

const inventoryEveryMs = 24 * 3_600_000;

/** The parts that exist while it runs. */
interface Running {
  readonly lock: Lock;
  readonly epochs: Epochs;
  readonly source: Source;
  readonly uplink: Lanes;
}

export class Agent {
  readonly #options: AgentOptions;
  readonly #statusFile: StatusFile;
  readonly #phaseMs: number;
  readonly #stopSignal = new AbortController();
  #identity: Identity;
  #settings: Settings;
  /** The longest interval that was in force since the last sample: what the next one may take without being late. */
  #expectedMs: number;
  readonly #budget: Budget;
  readonly #leftOut: LeftOutIssues;
  readonly #heapGrowth = new HeapGrowth(() => getHeapStatistics().total_heap_size, collectGarbage);
  #running: Running | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  readonly #atInstant = () => this.#instant();
  #timer: NodeJS.Timeout | undefined;
  #startedMs = 0;
  #lastSample: Sample | undefined;
  #flushed = { epoch: '', monoMs: -Infinity };
  #inventoryMs = -Infinity;
  #saving: Promise<void> = Promise.resolve();
  #failureCode: string | undefined;
  /** Wall clock of the last sample in the spool. */
  #spooledMs: number | undefined;
  /** The same before samples that were lost. */
  #lostSinceMs: number | undefined;

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#identity = options.identity;
    this.#settings = heldSettings(loadSettings(options.stateDir) ?? defaultSettings);
    this.#expectedMs = this.#settings.intervalMs;
    this.#budget = new Budget(budgetOf(this.#settings), options.budgetWindowMs);
    this.#leftOut = new LeftOutIssues(options.clock, options.logger);
    this.#phaseMs = phaseOf(options.identity.agentId);
    this.#statusFile = new StatusFile(options.stateDir, options.clock, options.logger);
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
    const { stateDir, machine, clock, logger, makeSource, trial } = this.#options;
    this.#startedMs = clock.nowMs();
    const lock = Lock.take(join(stateDir, 'lock'), machine.bootId);
    try {
      const folder = join(stateDir, 'spool');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const limits = { ...limitsFor(nodeFileSystem.totalBytes(folder)), ...trial?.spool };
      const epochs = await Epochs.open(folder, {
        fileSystem: nodeFileSystem,
        limits,
        clock,
        bootId: machine.bootId,
        logger,
        onLeftOut: (leftOut) => this.#leftOut.report(leftOut),
      });
      const uplink = this.#makeUplink(epochs);
      const source = makeSource(() => this.#selfMeasurement());
      this.#settings = heldSettings(this.#settings, source.minIntervalMs);
      source.configure(sourceSettingsOf(this.#settings));
      this.#running = { lock, epochs, source, uplink };
      await source.start();
      source.read(); // the baseline
      await uplink.start();
    } catch (error) {
      lock.release();
      throw error;
    }
    this.#arm();
    this.#writeStatus({ force: true });
    logger.info(
      { host: this.#identity.host, collector: this.#identity.collector, phaseMs: this.#phaseMs },
      'agent running',
    );
  }

  async #stop(): Promise<void> {
    await this.#starting?.catch(() => undefined); // whoever called start() has the error
    clearTimeout(this.#timer);
    this.#stopSignal.abort();
    const running = this.#running;
    if (running === undefined) return;
    const { lock, epochs, source, uplink } = running;
    try {
      await source.stop();
      await epochs.live.seal();
      uplink.sealed();
      await uplink.stop();
      await this.#saving;
      await epochs.close({ stopped: true });
      this.#writeStatus({ force: true, stopped: true });
    } finally {
      lock.release();
    }
  }

  #makeUplink(epochs: Epochs): Lanes {
    const { stateDir, privateKey, machine, version, clock, logger, trial } = this.#options;
    const waitShare = trial?.waitShare ?? 1;
    return new Lanes({
      epochs,
      address: parseCollectorAddress(this.#identity.collector),
      agentId: this.#identity.agentId,
      privateKey,
      pins: () => this.#identity.pins,
      hello: () => ({
        agentVersion: version,
        generation: this.#identity.generation,
        bootId: machine.bootId,
        machineHash: machine.machineHash,
        marks: machine.marks,
      }),
      deadLetters: new DeadLetters(join(stateDir, 'dead-letters')),
      clock,
      logger,
      onWelcome: (welcome, pin) => this.#welcomed(welcome, pin),
      onSettings: (settings) => this.#apply(settings),
      random: () => Math.random() * waitShare,
    });
  }

  #arm(): void {
    const nowMs = this.#options.clock.nowMs();
    const dueMs = nextInstantMs(nowMs, this.#settings.intervalMs, this.#phaseMs);
    this.#timer = setTimeout(this.#atInstant, dueMs - nowMs);
  }

  #instant(): void {
    this.#arm();
    this.#writeStatus(); // before this instant's batch is under way
    try {
      this.#sample();
      this.#failureCode = undefined;
    } catch (thrown) {
      this.#lose(thrown);
    }
    this.#refreshInventory();
    this.#heapGrowth.look(this.#options.clock.monoMs()); // the next instant is furthest away now
  }

  /** A sample was due and there is none: said once in the log, and as a gap when samples come again. */
  #lose(thrown: unknown): void {
    const code = errorCode(thrown);
    if (code !== this.#failureCode) this.#options.logger.error({ err: toError(thrown) }, 'sample lost');
    this.#failureCode = code;
    this.#lostSinceMs ??= this.#spooledMs ?? Math.max(0, this.#options.clock.nowMs());
  }

  #sample(): void {
    const { epochs, source } = this.#running!;
    const sample = source.read();
    if (sample === undefined) return;
    if (!hasClocks(sample))
      throw new HostwireError('CLOCK_IMPOSSIBLE', 'the clock of this host is before 1970');
    const absence = this.#absenceBefore(sample, epochs);
    this.#expectedMs = this.#settings.intervalMs;
    this.#lostSinceMs = undefined;
    this.#lastSample = sample; // before anything can throw: one bad sample must not spoil all after it
    if (absence !== undefined) this.#record(absence);
    this.#keepBudget(source, sample.monoMs);
    const { sealIsDue } = epochs.live.appendDraft(sample);
    this.#spooledMs = sample.tsMs;
    if (sealIsDue || this.#isFlushDue(sample)) this.#flush(sample);
  }

  #isFlushDue({ monoMs }: Sample): boolean {
    const { intervalMs, flushMs } = this.#settings;
    const { epoch } = this.#running!.epochs.live;
    return epoch !== this.#flushed.epoch || monoMs - this.#flushed.monoMs >= flushMs - intervalMs / 2;
  }

  #flush({ monoMs }: Sample): void {
    const { live } = this.#running!.epochs;
    this.#flushed = { epoch: live.epoch, monoMs };
    this.#afterSealing(live.seal());
  }

  #absenceBefore(sample: Sample, epochs: Epochs): Absence | undefined {
    if (this.#lostSinceMs !== undefined) {
      return { reason: 'sample_lost', fromMs: Math.min(this.#lostSinceMs, sample.tsMs), toMs: sample.tsMs };
    }
    if (this.#lastSample !== undefined) return absenceBetween(this.#lastSample, sample, this.#expectedMs);
    const { previousRun, lastSampleMs } = epochs;
    const { bootId } = this.#options.machine;
    return absenceBefore({ previousRun, lastSampleMs, bootId, firstSampleMs: sample.tsMs });
  }

  #record({ reason, fromMs, toMs }: Absence): void {
    this.#options.logger.info({ reason, fromMs, toMs }, 'samples are missing');
    this.#afterSealing(this.#running!.epochs.live.recordGap(reason, fromMs, toMs));
  }

  #afterSealing(sealing: Promise<void>): void {
    sealing.then(
      () => this.#running?.uplink.sealed(),
      (thrown: unknown) => this.#options.logger.error({ err: toError(thrown) }, 'spool failed'),
    );
  }

  /** Trusted from now on: the key that this collector has, and the one that it says will follow. */
  #welcomed({ settings, generation, nextPin }: Welcome, pin: string | undefined): void {
    this.#apply(settings);
    const told = nextPin === '' || nextPin === pin ? [] : [nextPin];
    const pins = pin === undefined ? this.#identity.pins : [pin, ...told];
    this.#identity = { ...this.#identity, generation, pins };
    const save = () => saveIdentity(this.#options.stateDir, this.#identity);
    this.#saving = this.#saving.then(save).catch((thrown: unknown) => {
      this.#options.logger.warn({ code: errorCode(thrown) }, 'identity file cannot be written');
    });
  }

  /** What it slows down is told in the next sample. */
  #keepBudget(source: Source, monoMs: number): void {
    const before = this.#budget.verdict;
    const verdict = this.#budget.look(monoMs, () => usageOf(source, monoMs));
    if (verdict.collectGarbage) collectGarbage();
    if (verdict.factors === before.factors) return;
    source.slow(verdict.factors);
    const { cpuPct } = verdict;
    const slowed = Object.fromEntries(verdict.factors);
    this.#options.logger.info(
      { slowed, cpuPct, budget: this.#budget.limits },
      'groups are read at another pace',
    );
  }

  #apply(settings: Settings): void {
    const before = this.#settings;
    const held = heldSettings(settings, this.#running?.source.minIntervalMs);
    this.#settings = held;
    this.#expectedMs = Math.max(this.#expectedMs, held.intervalMs);
    if (isSame(held, before)) return;
    this.#options.logger.debug({ ...held }, 'settings changed');
    if (!isSame(held, { ...before, flushMs: held.flushMs })) this.#keep(held);
    if (this.#running === undefined || this.#stopping !== undefined) return;
    this.#budget.limits = budgetOf(held);
    this.#running.source.configure(sourceSettingsOf(held));
    if (held.flushMs < before.flushMs && this.#lastSample !== undefined) this.#flush(this.#lastSample);
    if (held.intervalMs === before.intervalMs) return;
    clearTimeout(this.#timer);
    this.#arm();
  }

  /** For the next start; how often it sends depends on who looks then. */
  #keep(settings: Settings): void {
    const code = saveSettings(this.#options.stateDir, { ...settings, flushMs: defaultSettings.flushMs });
    if (code !== undefined) this.#options.logger.warn({ code }, 'settings cannot be kept for the next start');
  }

  #refreshInventory(): void {
    const { clock, collectInventory, logger } = this.#options;
    const nowMs = clock.monoMs();
    if (nowMs - this.#inventoryMs < inventoryEveryMs) return;
    this.#inventoryMs = nowMs;
    collectInventory(this.#stopSignal.signal).then(
      (inventory) => this.#running?.uplink.setInventory(inventory),
      (thrown: unknown) => logger.warn({ err: toError(thrown) }, 'inventory failed'),
    );
  }

  #selfMeasurement(): SelfMeasurement {
    const { epochs, uplink } = this.#running!;
    const live = epochs.live.unacked;
    const history = epochs.backlog();
    const { overCpu: overCpuBudget, overRss: overRssBudget } = this.#budget.verdict;
    return {
      sentBytesTotal: uplink.sentBytes,
      spoolBytes: live.bytes + history.bytes,
      spoolBatches: live.batches + history.batches,
      overCpuBudget,
      overRssBudget,
      issues: this.#leftOut.count,
    };
  }

  #writeStatus({ force = false, stopped = false } = {}): void {
    const source = { news: () => this.#news(), whole: () => this.#status(stopped) };
    this.#statusFile.write(source, { force });
  }

  #news(): readonly unknown[] {
    const { epochs, source, uplink } = this.#running!;
    const { phase, bar, lastAck, error } = uplink.status();
    const { factors } = this.#budget.verdict;
    const notRead = source.issues().length + this.#leftOut.count;
    return [phase, bar, error?.code, lastAck === undefined, epochs.live.isRefusing, factors, notRead];
  }

  #status(stopped: boolean): AgentStatus {
    const { epochs, source, uplink } = this.#running!;
    const { phase, bar, lastAck, error } = uplink.status();
    const { clock, version } = this.#options;
    return {
      pid: stopped ? null : process.pid,
      state: stopped ? 'stopped' : (bar ?? phase),
      host: this.#identity.host,
      agent_id: this.#identity.agentId,
      collector: this.#identity.collector,
      version,
      started_ms: this.#startedMs,
      updated_ms: clock.nowMs(),
      error: error ?? null,
      spool: epochs.live.status(),
      history: epochs.backlog(),
      last_ack: lastAck ?? null,
      last_sample_ms: this.#lastSample?.tsMs ?? null,
      interval_ms: this.#settings.intervalMs,
      budget: budgetStatus(this.#budget.verdict, budgetOf(this.#settings)),
      troubles: [...source.issues(), ...this.#leftOut.issues()],
    };
  }
}

function usageOf(source: Source, monoMs: number): Usage {
  const { user, system } = process.cpuUsage();
  return { monoMs, cpuUs: user + system, rssBytes: process.memoryUsage.rss(), costs: source.costs() };
}

/** Whether both say the same; the version only tells that something was said. */
function isSame(a: Settings, b: Settings): boolean {
  return isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });
}

function budgetStatus(verdict: Verdict, { cpuPct, rssMb }: BudgetLimits): BudgetStatus {
  return {
    cpu_pct: cpuPct,
    cpu_pct_used: verdict.cpuPct ?? null,
    over_cpu: verdict.overCpu,
    rss_mb: rssMb,
    rss_mb_used: Math.round(process.memoryUsage.rss() / 2 ** 20),
    over_rss: verdict.overRss,
    slowed: Object.fromEntries(verdict.factors),
  };
}
