/**
 * Rounds of faults on one world, each with its verdict, then quiet and the last verdict.
 *
 *   round   one fault, or two of different kinds at once, out of the seed → everything runs again → judge
 *   quiet   after every `quietEvery` rounds and at the end: everything must arrive, the audit must be clean
 *
 * A round judges what was stored since the round before, and counts that nothing stands there twice; in the quiet
 * everything is read and judged again. While faults act, a watch asks once a second whether anything was acknowledged
 * that ClickHouse does not have.
 */
import type { AuditFinding, AuditResponse } from '@hostwire/api';
import { waitFor } from '../harness/wait.ts';
import type { ChaosAgent } from './chaos-agent.ts';
import type { Fault } from './fault.ts';
import { readForgetful } from './forgetful.ts';
import { Oracle, type KnownEpoch } from './oracle.ts';
import { pause } from './pause.ts';
import { Random } from './random.ts';
import type { ChaosReport, FaultCount } from './report.ts';
import { readRolledUp } from './rolled-up.ts';
import { readBesideHoles, readCounts, readNewest, readStored } from './stored.ts';
import { judge, keyOf, type Violation } from './verdict.ts';
import { World, type WorldOptions } from './world.ts';

export interface ChaosOptions extends WorldOptions {
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** Whichever comes first. */
  readonly rounds: number;
  readonly untilMs: number;
  readonly say: (line: string) => void;
}

const quietEvery = 20;
const watchMs = 1_000;
/** A session whose other end fell silent is given up after a minute. */
const deliveryLimitMs = 120_000;
const answerLimitMs = 90_000;
const collectorLimitBytes = 700 * 2 ** 20;
const pairShare = 0.4;
/** Somebody looks at the fleet, so agents send every second. */
const viewedShare = 0.75;
const settleMs = 1_200;
const rollUpLimitMs = 60_000;
/** A batch waits up to 4 s for company. */
const behindLimitMs = 15_000;
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
  #hasSetClocks = false;
  #rolledUpWindows = 0;
  /** Per epoch, how far it was judged since the last quiet. */
  #judged = new Map<string, number>();
  /** Rollbacks and broken parts, as far as they were judged. */
  #losses = 0;
  /** The names of the faults that were struck last. */
  #striking = 'nothing';
  readonly #spent: Record<string, number> = {};

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
    const beganMs = performance.now();
    const observing = setInterval(() => this.#oracle.observe(), watchMs);
    try {
      await this.#timed('start', () => this.#world.start());
      await this.#guard('I6', () => this.#quiet());
      while (
        this.#round < rounds &&
        (this.#round === 0 || Date.now() < untilMs) &&
        this.#violations.length === 0
      ) {
        this.#round++;
        await this.#guard('I6', () => this.#strike(faults));
        if (this.#round % quietEvery === 0) await this.#guard('I6', () => this.#quiet());
      }
      if (this.#violations.length === 0) await this.#guard('I6', () => this.#quiet());
      if (this.#violations.length === 0) await this.#guard('I7', () => this.#revoke());
      if (this.#violations.length > 0) await this.#sayWhatHappened();
    } finally {
      clearInterval(observing);
      await this.#world.stop();
    }
    const seconds = (performance.now() - beganMs) / 1_000;
    return {
      seed: this.#options.seed,
      rounds: this.#round,
      frames: this.#oracle.frameCount,
      seconds,
      faults: this.#counts,
      rolledUpWindows: this.#rolledUpWindows,
      spent: this.#spent,
      leftOut: this.#leftOut,
      violations: this.#violations,
    };
  }

  #available(): Fault[] {
    const faults: Fault[] = [];
    for (const fault of this.#options.faults) {
      const missing = fault.needs?.find((ability) => !this.#world.can(ability));
      if (missing === undefined) faults.push(fault);
      else this.#leftOut[fault.name] = this.#options.inabilities.get(missing)!;
    }
    for (const { name } of faults) this.#counts[name] = { struck: 0, fired: 0 };
    if (faults.length === 0) throw new Error('no fault is possible here');
    return faults;
  }

  async #guard(invariant: Violation['invariant'], step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#violate([{ invariant, detail: `${message} (last struck: ${this.#striking})` }]);
    }
  }

  #violate(violations: readonly Violation[]): void {
    for (const violation of violations) this.#violations.push({ ...violation, round: this.#round });
  }

  async #timed<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
    const beganMs = performance.now();
    try {
      return await step();
    } finally {
      this.#spent[name] = (this.#spent[name] ?? 0) + (performance.now() - beganMs) / 1_000;
    }
  }

  async #strike(faults: readonly Fault[]): Promise<void> {
    const chosen = this.#choose(faults);
    const names = chosen.map(({ name }) => name);
    this.#striking = names.join(' + ');
    if (names.some((name) => rewriting.test(name))) this.#mayRewrite = true;
    if (names.some((name) => name.includes('clock'))) this.#hasSetClocks = true;
    if (this.#random.next() < viewedShare) this.#world.viewer.look();
    else this.#world.viewer.leave();
    const aheadMs = this.#random.between(0, settleMs);
    const strikes = chosen.map((fault) => ({ fault, random: new Random(this.#random.between(0, 2 ** 31)) }));
    await this.#timed('settle', () => pause(aheadMs));
    const beganMs = performance.now();
    const fired = await this.#timed('strike', () => this.#strikeAll(strikes));
    const tookMs = performance.now() - beganMs;
    chosen.forEach(({ name }, i) => {
      this.#counts[name]!.struck++;
      if (fired[i]! > 0) this.#counts[name]!.fired++;
    });
    await this.#timed('recover', () => this.#world.recover());
    await this.#timed('judge', () => this.#judge());
    const what = names.map((name, i) => `${name} ×${fired[i]}`).join(' + ');
    this.#options.say(`round ${this.#round}: ${what} (${(tookMs / 1_000).toFixed(1)} s)`);
  }

  async #strikeAll(strikes: readonly { fault: Fault; random: Random }[]): Promise<number[]> {
    const struck = Promise.all(strikes.map(({ fault, random }) => fault.strike(this.#world, random)));
    const round = { isOver: false };
    const over = struck.finally(() => (round.isOver = true));
    for (const watching = over.catch(() => undefined); !round.isOver;) {
      await this.#watch();
      await Promise.race([pause(watchMs), watching]);
    }
    return over;
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
    const { database } = this.#world;
    this.#oracle.observe();
    const acked = this.#acked();
    const { isBehind } = database;
    const newest = await readNewest(database).catch(() => undefined); // it is down: nothing to hold against
    if (newest !== undefined) database.noteCommitted(newest);
    if (newest === undefined || isBehind || database.isBehind) return;
    for (const [known, seq] of acked) {
      const stored = newest.get(keyOf(known)) ?? 0;
      if (database.rollbacks + database.brokenParts > 0 && known.agent.forgets) continue; // judged after the round
      const detail = `${known.agent.name}: acknowledged up to ${seq}, ClickHouse has ${stored}`;
      if (seq > stored) this.#violate([{ invariant: 'I1', detail }]);
    }
  }

  #acked(): Map<KnownEpoch, number> {
    return new Map(this.#oracle.epochs.map((known) => [known, known.ackedSeq]));
  }

  /** `afresh`: everything, not only what was stored since the last time. */
  async #judge({ afresh = false } = {}): Promise<void> {
    const { database } = this.#world;
    this.#oracle.observe();
    const acked = this.#acked();
    const { rollbacks, brokenParts } = database;
    const hasLost = rollbacks + brokenParts > 0;
    const lost = rollbacks > 0 ? undefined : database.lost;
    const isNewLoss = rollbacks + brokenParts !== this.#losses;
    const judged = afresh || isNewLoss ? new Map<string, number>() : this.#judged;
    const stored = await waitFor('ClickHouse answers', answerLimitMs, () => readStored(database, judged));
    const { rows, keys } = await waitFor('ClickHouse answers', answerLimitMs, () => readCounts(database));
    this.#oracle.observe({ afresh: true });
    if (rows !== keys)
      this.#violate([{ invariant: 'I1', detail: `${rows} rows stand there with ${keys} keys` }]);
    this.#violate(
      judge(this.#oracle, stored, {
        ...{ acked, judged, mayRewrite: this.#mayRewrite, hasLost, lost },
        committed: database.committed,
      }),
    );
    this.#judged = new Map(judged);
    for (const row of stored) this.#judged.set(keyOf(row), row.seq);
    this.#losses = rollbacks + brokenParts;
  }

  /** Everything that was made arrives, and so does something new of everybody; then nothing may be unexplained. */
  async #quiet(): Promise<void> {
    await this.#world.recover();
    this.#oracle.observe({ afresh: true });
    const made = this.#made();
    await this.#timed('deliver', () =>
      waitFor(`everything is delivered`, deliveryLimitMs, async () => {
        for (const agent of this.#world.agents)
          if (!agent.isRunning) throw new Error(`${agent.name} ended: ${agent.program.stderr}`);
        this.#oracle.observe();
        const newest = await readNewest(this.#world.database);
        for (const [known, seq] of made)
          if ((newest.get(keyOf(known)) ?? 0) < seq)
            throw new Error(`${known.agent.name} has ${seq} to deliver`);
        for (const agent of this.#world.agents)
          if (!agent.isRevoked && !this.#isNew(agent, made, newest))
            throw new Error(`nothing new of ${agent.name}`);
        return true;
      }),
    );
    await this.#timed('judge', () => this.#judge({ afresh: true }));
    const peak = this.#world.collectorPeakBytes();
    if (peak > collectorLimitBytes)
      this.#violate([{ invariant: 'I5', detail: `the collector took ${peak} bytes` }]);
    await this.#timed('audit', () => this.#audit());
    await this.#timed('judge', () => this.#judgeRolledUp());
  }

  async #judgeRolledUp(): Promise<void> {
    const { database, agents } = this.#world;
    const hasLost = database.rollbacks + database.brokenParts > 0;
    // Roll-ups keep what was lost of an agent that could not give it again.
    const except = hasLost ? agents.filter(({ forgets }) => forgets).map(({ name }) => name) : [];
    const mayHaveMoved = database.brokenParts > 0 && this.#hasSetClocks;
    const read = () => readRolledUp(database, { except, mayHaveMoved });
    // Collectors roll up half a minute after their start, and a successor in another folder a quarter of an hour after that.
    const first = await waitFor('a window is rolled up', rollUpLimitMs, async () => {
      const found = await read();
      return this.#round < quietEvery || found.windows > 0 ? found : undefined;
    }).catch(read);
    if (first.differences.length > 0) await pause(settleMs); // a run ended while this one read
    const { windows, differences } = first.differences.length > 0 ? await read() : first;
    this.#violate(differences.map((detail) => ({ invariant: 'I8', detail })));
    this.#rolledUpWindows = Math.max(this.#rolledUpWindows, windows);
  }

  /** The last number of every epoch. */
  #made(): Map<KnownEpoch, number> {
    const mayBeGone = this.#world.database.rollbacks + this.#world.database.brokenParts > 0;
    const wanted = this.#oracle.epochs.filter(
      ({ agent, epoch }) =>
        !agent.isRevoked && !(mayBeGone && agent.forgets && agent.state()?.spool.epoch !== epoch),
    );
    return new Map(wanted.map((known) => [known, Math.max(0, ...known.frames.keys())]));
  }

  #isNew(
    agent: ChaosAgent,
    made: ReadonlyMap<KnownEpoch, number>,
    newest: ReadonlyMap<string, number>,
  ): boolean {
    return this.#oracle
      .epochsOf(agent)
      .some((known) => (newest.get(keyOf(known)) ?? 0) > (made.get(known) ?? 0));
  }

  async #audit(): Promise<void> {
    // An agent that connected just now may have more than is committed: that is over in a few seconds.
    const audit = await waitFor('nothing is behind', behindLimitMs, async () => {
      const found = await this.#readAudit();
      return found.findings.some(({ kind }) => kind === 'behind') ? undefined : found;
    }).catch(() => this.#readAudit());
    const awaited = this.#awaitedLosses(audit);
    const isAwaited = ({ kind, host, detail }: AuditFinding): boolean =>
      awaited.some(
        (epoch) =>
          epoch.host === host && (kind === 'unexplained' || detail.startsWith(`epoch ${epoch.epoch}:`)),
      );
    this.#violate(
      audit.findings
        .filter((finding) => !isAwaited(finding))
        .map(({ kind, host, detail }) => ({ invariant: 'gap', detail: `${kind} ${host}: ${detail}` })),
    );
  }

  async #readAudit(): Promise<AuditResponse> {
    const { code, stdout, stderr } = await this.#world.hostwire(['audit', '--json']);
    if (stdout === '') throw new Error(`hostwire audit exited ${code}: ${stderr}`);
    return JSON.parse(stdout) as AuditResponse;
  }

  /**
   * What the database lost of an epoch that its agent has closed and deleted: the collector waits an hour for the agent to come
   * back to it, and records `database_lost` then.
   */
  #awaitedLosses({ epochs }: AuditResponse): AuditResponse['epochs'] {
    const { agents, database } = this.#world;
    if (database.rollbacks + database.brokenParts === 0) return [];
    const forgetful = readForgetful(agents);
    return epochs.filter((epoch) => {
      const key = `${epoch.agentId}/${epoch.epoch}`;
      return epoch.missing.length > 0 && forgetful.some(({ present, owns }) => owns(key) && present !== key);
    });
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

  async #sayWhatHappened(): Promise<void> {
    const { say } = this.#options;
    const rows = await readBesideHoles(this.#world.database).catch((error: unknown) => [String(error)]);
    say(`--- rows beside unexplained holes\n${rows.join('\n')}`);
    const tail = (text: string) => text.split('\n').slice(-40).join('\n');
    say(`--- database\n${tail(this.#world.database.events)}`);
    say(`--- collector\n${tail(this.#world.collector.stdout)}\n${tail(this.#world.collector.stderr)}`);
    for (const agent of this.#world.agents)
      say(`--- ${agent.name}\n${tail(agent.program.stdout)}\n${tail(agent.program.stderr)}`);
  }
}

/** What a fault strikes, by the first word of its name. */
function partOf({ name }: Fault): string {
  const [word = ''] = name.split('-');
  if (name.includes('-and-') || name.includes('-behind-')) return 'all';
  return ['answer', 'zombie'].includes(word) ? 'database' : word === 'spool' ? 'agent' : word;
}
