import { setPriority } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { FleetProcess } from '../bench/simulated-fleet/fleet-process.ts';
import type { FleetFigures } from '../bench/simulated-fleet/fleet.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { Attackers, type AttackReport } from './attackers.ts';
import type { Corpus } from './corpus.ts';
import { allTargets } from './targets/all.ts';
import { Witness, type Reading } from './witness.ts';
import { makeWorld } from './world.ts';

export interface FuzzOptions {
  readonly folder: string;
  readonly root: string;
  readonly seed: number;
  /** Honest hosts that go on sending. */
  readonly agents: number;
  readonly attackMs: number;
  /** Before each round of attacks. 0: neither times nor memory are judged, only what happened. */
  readonly quietMs: number;
  /** Names of targets; empty: all. */
  readonly only: readonly string[];
  readonly corpus: Corpus;
  readonly say: (line: string) => void;
}

interface Phase {
  readonly ackP50Ms: number;
  readonly ackP99Ms: number;
  readonly ackMaxMs: number;
  readonly reading: Reading;
}

interface Round {
  readonly quiet: Phase;
  readonly attack: Phase;
}

export interface FuzzReport {
  readonly seed: number;
  readonly minutes: number;
  /** Medians over the rounds. */
  readonly quiet: Phase;
  readonly attack: Phase;
  readonly after: Phase;
  readonly attackers: number;
  readonly targets: Readonly<Record<string, AttackReport>>;
  readonly violations: readonly string[];
}

/** What the attack may cost those who have nothing to do with it, and what it may leave behind. */
const bounds = {
  ackP99Factor: 2,
  /** Beyond what it was before: garbage that is not collected yet, and caches of the database with their bounds. */
  collectorMb: 40,
  clickhouseMb: 300,
  descriptors: 20,
} as const;
/** Of those who attack: honest agents must not wait for what they compute. */
const attackersNiceness = 15;
const warmUpMs = 30_000;
const settleLimitMs = 300_000;
const settleStepMs = 30_000;
const roundMs = 300_000;
/** What the last attacks left behind is worked off by then. */
const recoverMs = 5_000;
const connectLimitMs = 120_000;

/** Honest agents, a quiet phase, everybody's attack, and a look at what is left. */
export class Fuzz {
  readonly #options: FuzzOptions;
  readonly #stack: Stack;
  readonly #fleet = new FleetProcess();
  #attackers: Attackers[] = [];
  /** Aborted when a process of the product ends. */
  readonly #crash = new AbortController();

  constructor(options: FuzzOptions) {
    this.#options = options;
    const args = ['--log-level', 'warn'];
    const { folder, root } = options;
    this.#stack = new Stack(folder, { command: ['collector', 'run'], args, root, watched: true });
  }

  async run(): Promise<FuzzReport> {
    const { say, seed, attackMs, quietMs } = this.#options;
    await this.#startHonest();
    const world = await makeWorld(this.#stack);
    const witness = new Witness(this.#stack, () => this.#crash.abort());
    const targets = (await allTargets(world)).filter(({ name }) => this.#isChosen(name));
    this.#attackers = targets.map(
      (target, at) => new Attackers({ target, corpus: this.#options.corpus, seed: seed * 1_000 + at, say }),
    );
    witness.start();
    await this.#wait(Math.min(warmUpMs, quietMs));
    const rounds: Round[] = [];
    for (let leftMs = attackMs; leftMs > 0 && !this.#crash.signal.aborted; leftMs -= roundMs)
      rounds.push(await this.#round(witness, Math.min(roundMs, leftMs)));
    const quiet = medianPhase(rounds.map((round) => round.quiet));
    const attack = medianPhase(rounds.map((round) => round.attack));
    const first = rounds[0]!.quiet;
    const after = quietMs === 0 ? attack : await this.#settle(witness, first);
    say(`after   ${describePhase(after)}`);
    witness.stop();
    const found = [...witness.violations, ...this.#attackers.flatMap(({ violations }) => violations)];
    const violations = this.#crash.signal.aborted
      ? found
      : [...found, ...(await this.#judge({ first, quiet, attack, after }))];
    const reports = this.#attackers.map((each) => [each.target.name, each.report()] as const);
    const minutes = attackMs / 60_000;
    const shared = { seed, minutes, quiet, attack, after, attackers: world.agents.enrolled };
    return { ...shared, targets: Object.fromEntries(reports), violations };
  }

  /** The newest cases of every target, to play again what ended a process. */
  recentCases(): string[] {
    return this.#attackers.flatMap((each) => each.recent());
  }

  async stop(): Promise<void> {
    this.#fleet.end();
    if (this.#stack.program.alive) await this.#stack.stop();
  }

  #isChosen(name: string): boolean {
    const { only } = this.#options;
    return only.length === 0 || only.includes(name);
  }

  async #startHonest(): Promise<void> {
    const { agents } = this.#options;
    const { gateway } = await this.#stack.start();
    const { token } = await this.#stack.json<{ token: string }>(['token', 'create', '--uses', `${agents}`]);
    const address = { host: '127.0.0.1', port: Number(new URL(gateway).port) };
    await this.#fleet.start({ address, token, agents });
    await waitFor(`${agents} agents are connected`, connectLimitMs, async () => {
      return (await this.#fleet.do('figures')).connected === agents;
    });
    await this.#fleet.do('produce');
  }

  /** A while without attacks, and one with them: whatever else this machine does, both have their share of it. */
  async #round(witness: Witness, attackMs: number): Promise<Round> {
    const { say, quietMs } = this.#options;
    const quiet = await this.#phase(witness, quietMs);
    setPriority(attackersNiceness);
    for (const each of this.#attackers) each.start();
    const attack = await this.#phase(witness, attackMs);
    await Promise.all(this.#attackers.map((each) => each.stop()));
    const count = this.#attackers.reduce((sum, each) => sum + each.report().attacks, 0);
    const { connected, lost } = await this.#fleet.do('figures');
    say(`quiet   ${describePhase(quiet)}`);
    say(`attack  ${describePhase(attack)}`);
    say(`        ${count} attacks so far, honest agents: ${connected}, lost ${JSON.stringify(lost)}`);
    await this.#wait(Math.min(recoverMs, quietMs));
    return { quiet, attack };
  }

  async #phase(witness: Witness, ms: number): Promise<Phase> {
    await this.#fleet.do('beginMeasure');
    witness.take();
    await this.#wait(ms);
    const { ackP50Ms, ackP99Ms, ackMaxMs } = await this.#fleet.do('figures');
    return { ackP50Ms, ackP99Ms, ackMaxMs, reading: witness.take() };
  }

  /** Waits until memory and descriptors are back, at most so long. */
  async #settle(witness: Witness, before: Phase): Promise<Phase> {
    const began = performance.now();
    for (;;) {
      const phase = await this.#phase(witness, settleStepMs);
      const isOver = this.#crash.signal.aborted || performance.now() - began > settleLimitMs;
      if (isOver || notReturned(before.reading, phase.reading).length === 0) return phase;
    }
  }

  async #judge({
    first,
    quiet,
    attack,
    after,
  }: Record<'first' | 'quiet' | 'attack' | 'after', Phase>): Promise<string[]> {
    if (this.#options.quietMs === 0) return this.#judgeHonest();
    const violations = notReturned(first.reading, after.reading);
    const limitMs = quiet.ackP99Ms * bounds.ackP99Factor;
    if (attack.ackP99Ms > limitMs)
      violations.push(`acknowledgement p99 ${attack.ackP99Ms.toFixed(0)} ms, limit ${limitMs.toFixed(0)} ms`);
    return [...violations, ...(await this.#judgeHonest())];
  }

  /** Nobody who is honest lost a connection, and all that they sent is there once. */
  async #judgeHonest(): Promise<string[]> {
    const { agents } = this.#options;
    await this.#fleet.do('pause');
    const figures: FleetFigures = await waitFor('every batch is acknowledged', connectLimitMs, async () => {
      const now = await this.#fleet.do('figures');
      return now.unacknowledged === 0 ? now : undefined;
    });
    const [row] = await this.#stack.query<{ rows: number; distinct: number; gaps: number }>(
      `SELECT countIf(kind = 'sample') AS rows, uniqExactIf((agent_id, epoch, seq, idx), kind = 'sample') AS distinct,
         countIf(kind != 'sample') AS gaps
       FROM samples WHERE agent_id IN (SELECT agent_id FROM host WHERE startsWith(host, 'sim-'))`,
    );
    const violations = Object.entries(figures.lost).map(
      ([reason, count]) => `${count} honest sessions lost: ${reason}`,
    );
    if (figures.connected !== agents)
      violations.push(`${figures.connected} of ${agents} honest agents are connected`);
    if (row?.rows !== figures.samples || row.distinct !== figures.samples || row.gaps > 0)
      violations.push(
        `${figures.samples} honest samples were acknowledged, stored are ${JSON.stringify(row)}`,
      );
    return violations;
  }

  /** Ends early when a process ended. */
  async #wait(ms: number): Promise<void> {
    await setTimeout(Math.max(0, ms), undefined, { signal: this.#crash.signal }).catch(() => undefined);
  }
}

function notReturned(before: Reading, after: Reading): string[] {
  return (['collectorMb', 'clickhouseMb', 'descriptors'] as const)
    .filter((figure) => after[figure] > before[figure] + bounds[figure])
    .map(
      (figure) =>
        `${figure}: ${after[figure].toFixed(0)} after, ${before[figure].toFixed(0)} before the attack`,
    );
}

function medianPhase(phases: readonly Phase[]): Phase {
  const median = (of: (phase: Phase) => number) =>
    phases.map(of).toSorted((a, b) => a - b)[Math.floor(phases.length / 2)] ?? NaN;
  return {
    ackP50Ms: median(({ ackP50Ms }) => ackP50Ms),
    ackP99Ms: median(({ ackP99Ms }) => ackP99Ms),
    ackMaxMs: median(({ ackMaxMs }) => ackMaxMs),
    reading: {
      collectorMb: median(({ reading }) => reading.collectorMb),
      clickhouseMb: median(({ reading }) => reading.clickhouseMb),
      descriptors: median(({ reading }) => reading.descriptors),
    },
  };
}

function describePhase({ ackP50Ms, ackP99Ms, ackMaxMs, reading }: Phase): string {
  const acks = `ack p50 ${ackP50Ms.toFixed(0)} p99 ${ackP99Ms.toFixed(0)} max ${ackMaxMs.toFixed(0)} ms`;
  const { collectorMb, clickhouseMb, descriptors } = reading;
  return `${acks}, collector ${collectorMb.toFixed(0)} MB, ClickHouse ${clickhouseMb.toFixed(0)} MB, descriptors ${descriptors}`;
}
