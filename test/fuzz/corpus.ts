import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCase, parseCase, type Case } from './case.ts';

/** One line of a corpus: the answer, a tab, and what brought it about. Longer ones are not kept. */
const maxLineBytes = 3_000;
/** Of each target: an answer that holds a random number must not fill the repository. */
const maxOutcomes = 400;

/**
 * For each target, one case for each kind of answer that was ever seen: the nearest thing to coverage that can be had from
 * outside. Each run plays all of them first, and then mutates them.
 */
export class Corpus {
  readonly #folder: string;
  readonly #byTarget = new Map<string, Map<string, Case>>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n');
      const entries = lines.filter((line) => line !== '').map((line) => line.split('\t') as [string, string]);
      const cases = new Map(entries.map(([outcome, text]) => [outcome, parseCase(text)]));
      this.#byTarget.set(file.slice(0, -'.txt'.length), cases);
    }
  }

  cases(target: string): readonly Case[] {
    return [...(this.#byTarget.get(target)?.values() ?? [])];
  }

  /** Keeps the case when no other brought that answer about. Says whether it is new. */
  note(target: string, outcome: string, attack: Case): boolean {
    const known = this.#byTarget.get(target) ?? new Map<string, Case>();
    this.#byTarget.set(target, known);
    if (known.has(outcome) || known.size >= maxOutcomes) return false;
    if (formatCase(attack).length + outcome.length > maxLineBytes) return false;
    known.set(outcome, attack);
    return true;
  }

  /** Writes what was added into the repository. */
  save(): void {
    for (const [target, cases] of this.#byTarget) {
      const lines = [...cases].map(([outcome, attack]) => `${outcome}\t${formatCase(attack)}\n`);
      writeFileSync(join(this.#folder, `${target}.txt`), lines.toSorted().join(''));
    }
  }
}
