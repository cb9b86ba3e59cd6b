import type { Random } from '../chaos/random.ts';
import type { Case } from './case.ts';

/** One surface that somebody hostile can reach. */
export interface Target {
  readonly name: string;
  /** Attacks begun in a second, and at most under way at once. */
  readonly pace: { readonly perSecond: number; readonly atOnce: number };
  /** A case with the structure of what is expected there, and something wrong with it. */
  generate(random: Random): Case;
  /**
   * Sends the case; resolves to how it was answered, in words that are the same whenever the same thing happened. Throws
   * Violation when the answer is one that must never be given.
   */
  play(attack: Case): Promise<string>;
}

/** Something that no input may bring about. */
export class Violation extends Error {}

export const ordinaryPace = { perSecond: 8, atOnce: 24 } as const;
