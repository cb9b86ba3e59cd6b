import { HostwireError } from '@hostwire/runtime';
import type { Readings } from '../sampling/sampled-group.ts';
import type { Call } from './reader.ts';

export type Answers = ReadonlyMap<Call, unknown>;

/** What one or two calls of systeminformation contribute to a sample. */
export interface PortableGroup {
  readonly name: string;
  /** All of them are needed. */
  readonly calls: readonly Call[];
  /** Totals that went backwards since the start. */
  readonly resets: number;
  /** Throws what makes the answers unusable; then `forget` is called. */
  read(answers: Answers): Readings;
  /** The next read is a baseline. */
  forget(): void;
}

/** Throws for an answer that is not what the call answers with. */
export function answered<T>(value: T | undefined, call: Call): T {
  if (value !== undefined) return value;
  throw new HostwireError(
    'ANSWER_UNUSABLE',
    `systeminformation's ${call} did not answer as it should; this group is left out of the samples`,
  );
}
