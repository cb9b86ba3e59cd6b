/**
 * Rounds of faults on one world, each with its verdict, then quiet and the last verdict.
 *
 *   round   one fault, or two of different kinds at once, out of the seed → everything runs again → judge
 *   quiet   after every `quietEvery` rounds and at the end: everything must arrive, the audit must be clean
 *
 * While faults act, a watch asks once a second whether anything was acknowledged that ClickHouse does not have.
 */
import type { AuditAnswer } from '@hostwire/collector';
import { waitFor } from '../harness/wait.ts';
import type { Fault } from './fault.ts';
import { Oracle, type KnownEpoch } from './oracle.ts';
import { pause } from './pause.ts';
import { Random } from './random.ts';
import { readNewest, readStored, type StoredNumber } from './stored.ts';
import { judge, undelivered, type Violation } from './verdict.ts';
import { World, type WorldOptions } from './world.ts';

export interface ChaosOptions extends WorldOptions {
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** Whichever comes first. */
  readonly rounds: number;
  readonly untilMs: number;
  readonly say: (line: string) => void;
}

export interface FaultCount {
  struck: number;
  fired: number;
}

export interface ChaosReport {
  readonly seed: number;
  readonly rounds: number;
  /** Batches and gaps that agents made. */
  readonly frames: number;
  readonly faults: Readonly<Record<string, FaultCount>>;
  readonly leftOut: Readonly<Record<string, string>>;
  readonly violations: readonly (Violation & { readonly round: number })[];
}

const quietEvery = 12;
const watchMs = 1_000;
/** Agents wait up to a minute between attempts. */
const deliveryLimitMs = 150_000;
const answerLimitMs = 90_000;
const collectorLimitBytes = 700 * 2 ** 20;
const pairShare = 0.4;
const revokedWatchMs = 5_000;
/** After these, records that were written and never synced may be gone, and their numbers be given again. */
const rewriting = /power-cut|call|full/;

export class Chaos {
  readonly #options: ChaosOptions;
  readonly #world: World;
  readonly #random: Random;
  readonly #oracle: Oracle;
  readonly #counts: Record<string, FaultCount> = {};
  readonly #leftOut: Record<string, string> = {};
  readonly #violations: (Violation & { round: number })[] = [];
  readonly #deck: Fault[] = [];
  #round = 0;
  #mayRewrite = false;
  #isWatching = false;

  constructor(options: ChaosOptions) {
    this.#options = options;
    this.#world = new World(options);
    this.#random = new Random(options.seed);
    this.#oracle = new Oracle(this.#world.agents);
  }

  /** Ends with the first round that violates anything. */
  async run(): Promise<ChaosReport> {
    const { rounds, untilMs } = this.#options;
    const faults = this.#available();
    try {
      await this.#world.start();
      await this.#guard('I6', () => this.#quiet());
      while (this.#round < rounds && Date.now() < untilMs && this.#violations.length === 0) {
        this.#round++;
        await this.#guard('I6', () => this.#strike(faults));
        if (this.#round % quietEvery === 0) await this.#guard('I6', () => this.#quiet());
      }
      if (this.#violations.length === 0) await this.#guard('I6', () => this.#quiet());
      if (this.#violations.length === 0) await this.#guard('I7', () => this.#revoke());
      if (this.#violations.length > 0) this.#sayWhatHappened();
    } finally {
      await this.#world.stop();
    }
    return {
      seed: this.#options.seed,
      rounds: this.#round,
      frames: this.#oracle.frameCount,
      faults: this.#counts,
      leftOut: this.#leftOut,
      violations: this.#violations,
    };
  }

  #available(): Fault[] {
    const faults: Fault[] = [];
    for (const fault of this.#options.faults) {
      const missing = fault.missing?.(this.#world);
      if (missing === undefined) faults.push(fault);
      else this.#leftOut[fault.name] = missing;
    }
    for (const { name } of faults) this.#counts[name] = { struck: 0, fired: 0 };
    if (faults.length === 0) throw new Error('no fault is possible here');
    return faults;
  }

  async #guard(invariant: Violation['invariant'], step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#violate([{ invariant, detail: error instanceof Error ? error.message : String(error) }]);
    }
  }

  #violate(violations: readonly Violation[]): void {
    for (const violation of violations) this.#violations.push({ ...violation, round: this.#round });
  }

  async #strike(faults: readonly Fault[]): Promise<void> {
    const chosen = this.#choose(faults);
    const names = chosen.map(({ name }) => name);
    if (names.some((name) => rewriting.test(name))) this.#mayRewrite = true;
    await pause(this.#random.between(0, 2_500));
    const watch = this.#watch();
    const fired = await Promise.all(
      chosen.map((fault) => fault.strike(this.#world, new Random(this.#random.between(0, 2 ** 31)))),
    ).finally(async () => {
      this.#isWatching = false;
      await watch;
    });
    chosen.forEach(({ name }, i) => {
      this.#counts[name]!.struck++;
      if (fired[i]! > 0) this.#counts[name]!.fired++;
    });
    await this.#world.recover();
    await this.#judge();
    this.#options.say(`round ${this.#round}: ${names.map((name, i) => `${name} ×${fired[i]}`).join(' + ')}`);
  }

  /** One, or two that strike different parts. Dealt from a shuffled deck: each comes before any comes twice. */
  #choose(faults: readonly Fault[]): Fault[] {
    const first = this.#deal(faults, () => true);
    if (partOf(first) === 'all' || this.#random.next() > pairShare) return [first];
    const isOther = (fault: Fault) => partOf(fault) !== partOf(first) && partOf(fault) !== 'all';
    return faults.some(isOther) ? [first, this.#deal(faults, isOther)] : [first];
  }

  #deal(faults: readonly Fault[], suits: (fault: Fault) => boolean): Fault {
    if (!this.#deck.some(suits)) this.#deck.push(...this.#random.shuffled(faults));
    const [fault] = this.#deck.splice(this.#deck.findIndex(suits), 1);
    return fault!;
  }

  async #watch(): Promise<void> {
    this.#isWatching = true;
    while (this.#isWatching) {
      this.#oracle.observe();
      const acked = this.#acked();
      const newest = await readNewest(this.#world.database).catch(() => undefined); // it is down: nothing to hold against
      for (const [{ agentId, epoch, agent }, seq] of newest === undefined ? [] : acked) {
        const stored = newest?.get(`${agentId}/${epoch}`) ?? 0;
        if (seq > stored)
          this.#violate([
            { invariant: 'I1', detail: `${agent.name}: acknowledged up to ${seq}, ClickHouse has ${stored}` },
          ]);
      }
      await pause(watchMs);
    }
  }

  #acked(): Map<KnownEpoch, number> {
    return new Map(this.#oracle.epochs.map((known) => [known, known.ackedSeq]));
  }

  async #judge(): Promise<StoredNumber[]> {
    this.#oracle.observe();
    const acked = this.#acked();
    const stored = await waitFor('ClickHouse answers', answerLimitMs, () => readStored(this.#world.database));
    this.#oracle.observe({ afresh: true });
    this.#violate(judge(this.#oracle, stored, { acked, mayRewrite: this.#mayRewrite }));
    return stored;
  }

  /** Everything that was made arrives, and so does something new; then nothing may be unexplained. */
  async #quiet(): Promise<void> {
    await this.#world.recover();
    this.#oracle.observe({ afresh: true });
    const wanted = new Map(
      this.#world.agents.filter((agent) => !agent.isRevoked).map((agent) => [agent.name, Date.now()]),
    );
    await waitFor(`everything is delivered`, deliveryLimitMs, async () => {
      for (const agent of this.#world.agents)
        if (!agent.isRunning) throw new Error(`${agent.name} ended: ${agent.program.stderr}`);
      this.#oracle.observe();
      const stored = await readStored(this.#world.database);
      const missing = undelivered(this.#oracle, stored).filter(
        ({ frame }) => frame.createdMs < Math.max(...wanted.values()),
      );
      if (missing.length > 0)
        throw new Error(
          `${missing.length} batches not delivered, the first ${missing[0]?.epoch}/${missing[0]?.lastSeq}`,
        );
      for (const [name, ms] of wanted)
        if (!this.#newer(name, ms, stored)) throw new Error(`nothing new of ${name}`);
      return true;
    });
    await this.#judge();
    const peak = this.#world.collectorPeakBytes();
    if (peak > collectorLimitBytes)
      this.#violate([{ invariant: 'I5', detail: `the collector took ${peak} bytes` }]);
    await this.#audit();
  }

  #newer(name: string, sinceMs: number, stored: readonly StoredNumber[]): boolean {
    const agent = this.#world.agents.find((one) => one.name === name)!;
    const id = this.#oracle.agentId(agent);
    return stored.some(
      (row) => row.agentId === id && (row.values.at(-1)?.[0] ?? 0) > sinceMs && row.kind === 'sample',
    );
  }

  async #audit(): Promise<void> {
    const { code, stdout, stderr } = await this.#world.hostwire(['audit', '--json']);
    if (code === 0) return;
    if (stdout === '') throw new Error(`hostwire audit exited ${code}: ${stderr}`);
    const { findings } = JSON.parse(stdout) as AuditAnswer;
    this.#violate(
      findings.map(({ kind, host, detail }) => ({ invariant: 'gap', detail: `${kind} ${host}: ${detail}` })),
    );
  }

  async #revoke(): Promise<void> {
    const agent = this.#world.agents.at(-1)!;
    const id = this.#oracle.agentId(agent)!;
    const { code, stderr } = await this.#world.hostwire(['agents', 'revoke', agent.name]);
    if (code !== 0) throw new Error(`agents revoke exited ${code}: ${stderr}`);
    const count = async () =>
      (await readStored(this.#world.database)).filter((row) => row.agentId === id).length;
    const before = await count();
    await pause(revokedWatchMs);
    const after = await count();
    if (after !== before)
      this.#violate([
        { invariant: 'I7', detail: `${agent.name}: ${after - before} batches after its revocation` },
      ]);
    agent.revoked();
  }

  #sayWhatHappened(): void {
    const { say } = this.#options;
    const tail = (text: string) => text.split('\n').slice(-40).join('\n');
    say(`--- collector\n${tail(this.#world.collector.stdout)}\n${tail(this.#world.collector.stderr)}`);
    for (const agent of this.#world.agents)
      say(`--- ${agent.name}\n${tail(agent.program.stdout)}\n${tail(agent.program.stderr)}`);
  }
}

/** What a fault strikes, by the first word of its name. */
function partOf({ name }: Fault): string {
  if (name.includes('-and-')) return 'all';
  const [word = ''] = name.split('-');
  return ['answer', 'zombie'].includes(word) ? 'database' : word === 'spool' ? 'agent' : word;
}
