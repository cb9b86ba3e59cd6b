import { Random } from '../chaos/random.ts';
import { formatCase, type Case } from './case.ts';
import type { Corpus } from './corpus.ts';
import { mutate } from './mutate.ts';
import { Violation, type Target } from './target.ts';

export interface AttackReport {
  readonly attacks: number;
  /** Answers of a kind that the corpus did not have. */
  readonly newOutcomes: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Of the cases that are not from the corpus: neighbours of one that is. */
const mutatedShare = 0.5;
/** Told when the collector dies: what was under way, and what came shortly before. */
const rememberedCases = 30;

/** One surface under attack: the corpus first, then without end cases out of the seed, at the pace of the target. */
export class Attackers {
  readonly target: Target;
  readonly #corpus: Corpus;
  readonly #random: Random;
  readonly #say: (line: string) => void;
  readonly #queue: Case[];
  readonly #outcomes = new Map<string, number>();
  readonly #recent: Case[] = [];
  #underWay = 0;
  #attacks = 0;
  #newOutcomes = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly violations: string[] = [];

  constructor(options: { target: Target; corpus: Corpus; seed: number; say: (line: string) => void }) {
    this.target = options.target;
    this.#corpus = options.corpus;
    this.#random = new Random(options.seed);
    this.#say = options.say;
    this.#queue = [...options.corpus.cases(options.target.name)];
  }

  start(): void {
    const { perSecond, atOnce } = this.target.pace;
    this.#timer = setInterval(() => {
      if (this.#underWay < atOnce) void this.#attack();
    }, 1_000 / perSecond);
  }

  /** No more attacks; resolves when those under way are answered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    while (this.#underWay > 0) await new Promise((resolve) => void setTimeout(resolve, 50));
  }

  report(): AttackReport {
    const outcomes = Object.fromEntries([...this.#outcomes].toSorted(([, a], [, b]) => b - a));
    return { attacks: this.#attacks, newOutcomes: this.#newOutcomes, outcomes };
  }

  /** The newest cases as lines of a corpus. */
  recent(): string[] {
    return this.#recent.map((attack) => `${this.target.name}\t${formatCase(attack)}`);
  }

  #next(): Case {
    const queued = this.#queue.shift();
    if (queued !== undefined) return queued;
    const known = this.#corpus.cases(this.target.name);
    const isMutated = known.length > 0 && this.#random.next() < mutatedShare;
    return isMutated ? mutate(this.#random.pick(known), this.#random) : this.target.generate(this.#random);
  }

  async #attack(): Promise<void> {
    this.#underWay++;
    this.#attacks++;
    const attack = this.#next();
    this.#recent.push(attack);
    if (this.#recent.length > rememberedCases) this.#recent.shift();
    const outcome = await this.#played(attack);
    this.#underWay--;
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (outcome.startsWith('error ')) return;
    if (this.#corpus.note(this.target.name, outcome, attack)) this.#newOutcomes++;
  }

  async #played(attack: Case): Promise<string> {
    try {
      return await this.target.play(attack);
    } catch (error) {
      if (!(error instanceof Violation)) return `error ${wordOf(error)}`;
      const violation = `${this.target.name}: ${error.message}\n  case: ${formatCase(attack)}`;
      this.violations.push(violation);
      this.#say(`VIOLATION ${violation}`);
      return 'error violation';
    }
  }
}

/** The code of a failed connection, or what else went wrong with the attack itself. */
function wordOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return String(error).slice(0, 120);
}
