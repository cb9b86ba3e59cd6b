import type { AlertCondition } from '@hostwire/alerts';
import type { Clock } from '@hostwire/runtime';

/** Clones that go on come back within a minute or two; a report that is older is over. */
const keptMs = 900_000;
const maxReports = 1_000;

/** Hosts whose identity is used by two machines, as long as reports of it keep coming. */
export class CloneReports {
  readonly #clock: Clock;
  readonly #reports = new Map<
    string,
    { readonly sinceMs: number; readonly lastMs: number; readonly detail: string }
  >();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  report(host: string, detail: string): void {
    const lastMs = this.#clock.nowMs();
    const before = this.#reports.get(host);
    if (before === undefined && this.#reports.size >= maxReports) return;
    this.#reports.set(host, { sinceMs: before?.sinceMs ?? lastMs, lastMs, detail });
  }

  /** Somebody said which machine is the right one. */
  forget(host: string): void {
    this.#reports.delete(host);
  }

  conditions(): AlertCondition[] {
    const nowMs = this.#clock.nowMs();
    for (const [host, { lastMs }] of this.#reports) if (nowMs - lastMs > keptMs) this.#reports.delete(host);
    return [...this.#reports].map(([host, { sinceMs, detail }]) => {
      return { rule: 'agent_cloned', host, device: '', value: 1, sinceMs, reason: detail };
    });
  }
}
