/**
 * Why hosts are missing, and, once they are back, why they were: the gap ledger knows it then. A host whose last absence was
 * a suspend is believed to be suspended the next time that it vanishes.
 */
import { readAbsenceNotes, readGaps, type AlertEventRow, type QueryRunner } from '@hostwire/storage';
import type { Changes } from '../life/alert-state.ts';
import { ledgerSentence, suspendedSentence, type MissingReason } from '../rules/missing-data.ts';
import type { FleetPort } from './fleet.ts';

/** When a whole fleet comes back at once, what the ledger says of so many hosts is enough. */
const maxExplained = 20;

export interface AbsenceReasonsOptions {
  readonly db: QueryRunner;
  readonly fleet: Pick<FleetPort, 'missing'>;
}

export class AbsenceReasons {
  readonly #options: AbsenceReasonsOptions;
  readonly #suspending = new Set<string>();

  constructor(options: AbsenceReasonsOptions) {
    this.#options = options;
  }

  /** What is known of earlier absences. */
  async load(): Promise<void> {
    this.#suspending.clear();
    for (const { host, note } of await readAbsenceNotes(this.#options.db)) this.#learn(host, note);
  }

  reasonOf(host: string): MissingReason {
    const reason = this.#options.fleet.missing(host);
    return reason === 'network' && this.#suspending.has(host) ? 'suspended' : reason;
  }

  /** Notes at the end of an absence what the ledger says of it. */
  async explain({ events, clearing }: Changes, nowMs: number): Promise<Changes> {
    const explained: AlertEventRow[] = [];
    let asked = 0;
    for (const event of events) {
      const isAsked = event.state === 'resolved' && asked++ < maxExplained;
      explained.push(isAsked ? { ...event, note: await this.#noteOf(event, nowMs) } : event);
    }
    return { events: explained, clearing };
  }

  async #noteOf({ host, sinceMs }: AlertEventRow, nowMs: number): Promise<string> {
    const gaps = await readGaps(this.#options.db, { host, fromMs: sinceMs, toMs: nowMs });
    const longest = gaps.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
    const note = ledgerSentence(longest?.reason ?? '');
    this.#learn(host, note);
    return note;
  }

  #learn(host: string, note: string): void {
    if (note === suspendedSentence) this.#suspending.add(host);
    else this.#suspending.delete(host);
  }
}
