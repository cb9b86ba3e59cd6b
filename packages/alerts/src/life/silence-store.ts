/** Silences in memory, backed by the database: a change is written before memory changes. */
import { HostwireError, type Clock } from '@hostwire/runtime';
import { readAlertSilences, writeAlertSilence, type QueryRunner, type RowInserter } from '@hostwire/storage';
import { randomUUID } from 'node:crypto';
import {
  isOver,
  isSilenced,
  silenceLimits,
  silenceRequest,
  type Silence,
  type SilenceSubject,
} from './silence.ts';

export class SilenceStore {
  readonly #db: QueryRunner & RowInserter;
  readonly #clock: Clock;
  #silences: readonly Silence[] = [];

  constructor({ db, clock }: { db: QueryRunner & RowInserter; clock: Clock }) {
    this.#db = db;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    const rows = await readAlertSilences(this.#db);
    this.#silences = rows.flatMap(({ id, silence, actor, changedMs, version }) => {
      const parsed = silenceRequest.safeParse(JSON.parse(silence));
      return parsed.success ? [{ ...parsed.data, id, actor, createdMs: changedMs, version }] : [];
    });
  }

  /** Those that are not over, oldest first. */
  all(): Silence[] {
    const nowMs = this.#clock.nowMs();
    return this.#silences.filter((silence) => !isOver(silence, nowMs));
  }

  find(subject: SilenceSubject, nowMs: number): Silence | undefined {
    return this.#silences.find((silence) => isSilenced(silence, subject, nowMs));
  }

  /** `request`: a SilenceRequest, or whatever somebody sent. Throws SILENCE_INVALID, SILENCES_FULL. */
  async add(request: unknown, { actor }: { actor: string }): Promise<Silence> {
    const parsed = silenceRequest.safeParse(request);
    if (!parsed.success) {
      const mistakes = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new HostwireError('SILENCE_INVALID', mistakes.join('; '));
    }
    const terms = parsed.data;
    const createdMs = this.#clock.nowMs();
    if (terms.untilMs === null && terms.recurs === null)
      throw new HostwireError(
        'SILENCE_INVALID',
        'only a recurring silence may have no end: say how long, with --for',
      );
    if (terms.untilMs !== null && terms.untilMs <= (terms.fromMs ?? createdMs))
      throw new HostwireError('SILENCE_INVALID', 'the silence ends before it begins');
    if (terms.untilMs !== null && terms.untilMs - createdMs > silenceLimits.longestMs)
      throw new HostwireError('SILENCE_INVALID', 'a silence lasts a year at most: make it a recurring one');
    if (this.all().length >= silenceLimits.silences)
      throw new HostwireError('SILENCES_FULL', `at most ${silenceLimits.silences} silences: end some first`);
    const silence: Silence = { ...terms, id: randomUUID().slice(0, 8), actor, createdMs, version: 1 };
    await this.#write(silence, { ended: 0 });
    this.#silences = [...this.#silences, silence];
    return silence;
  }

  /** Throws SILENCE_UNKNOWN. */
  async end(id: string, { actor }: { actor: string }): Promise<Silence> {
    const silence = this.#silences.find((each) => each.id === id);
    if (silence === undefined)
      throw new HostwireError('SILENCE_UNKNOWN', `there is no silence ${id}: see hostwire alerts silences`);
    await this.#write({ ...silence, version: silence.version + 1 }, { ended: 1, by: actor });
    this.#silences = this.#silences.filter((each) => each.id !== id);
    return silence;
  }

  async #write(silence: Silence, { ended, by }: { ended: number; by?: string }): Promise<void> {
    const { id, version, createdMs, actor: createdBy, ...terms } = silence;
    const changedMs = ended === 1 ? this.#clock.nowMs() : createdMs;
    await writeAlertSilence(this.#db, {
      id,
      version,
      ended,
      actor: by ?? createdBy,
      changedMs,
      silence: JSON.stringify(terms),
    });
  }
}
