import type { Sample } from '@hostwire/protocol';
import { BackgroundCollector } from '../sources/sampling/background-collector.ts';
import { slowIntervalMs } from '../sources/sampling/interval.ts';
import type { GroupCost, SourceSettings } from '../sources/sampling/source-settings.ts';
import type { Source, Issue } from '../sources/sampling/source.ts';
import type { MetricGroup } from './metric-group.ts';

/** A source of whichever kind, and beside it what other programs of the host tell. */
export class SourceWithMetrics implements Source {
  readonly #source: Source;
  readonly #metrics: BackgroundCollector;

  constructor(source: Source, metrics: MetricGroup) {
    this.#source = source;
    this.#metrics = new BackgroundCollector(metrics);
  }

  get minIntervalMs(): number {
    return this.#source.minIntervalMs ?? 0;
  }

  start(): Promise<void> {
    return this.#source.start();
  }

  async stop(): Promise<void> {
    this.#metrics.forget();
    this.#metrics.close();
    await this.#source.stop();
  }

  configure(settings: SourceSettings): void {
    const { name } = this.#metrics;
    this.#metrics.interval = settings.off.has(name)
      ? 'off'
      : (settings.groupIntervalsMs.get(name) ?? slowIntervalMs);
    this.#source.configure(settings);
  }

  /** What others tell is not slowed: its cost is bounded by the limits of its series. */
  slow(factors: ReadonlyMap<string, number>): void {
    this.#source.slow(factors);
  }

  costs(): readonly GroupCost[] {
    return this.#source.costs();
  }

  read(): Sample | undefined {
    const sample = this.#source.read();
    if (sample === undefined) return undefined;
    const { metric } = this.#metrics.take(sample.monoMs);
    return metric === undefined ? sample : { ...sample, readings: { ...sample.readings, metric } };
  }

  pending(): readonly string[] {
    return this.#source.pending?.() ?? [];
  }

  issues(): readonly Issue[] {
    return [...this.#source.issues(), ...this.#metrics.issues];
  }
}
