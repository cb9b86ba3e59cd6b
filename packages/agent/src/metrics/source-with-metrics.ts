import type { Sample } from '@hostwire/protocol';
import { Survey } from '../sources/linux/survey.ts';
import type { Source, Trouble } from '../sources/source.ts';
import type { MetricGroup } from './metric-group.ts';

/** A source of whichever kind, and beside it what other programs of the host tell. */
export class SourceWithMetrics implements Source {
  readonly #source: Source;
  readonly #metrics: Survey;

  constructor(source: Source, metrics: MetricGroup) {
    this.#source = source;
    this.#metrics = new Survey(metrics);
  }

  start(): Promise<void> {
    return this.#source.start();
  }

  async stop(): Promise<void> {
    this.#metrics.forget();
    this.#metrics.close();
    await this.#source.stop();
  }

  read(): Sample | undefined {
    const sample = this.#source.read();
    if (sample === undefined) return undefined;
    return { ...sample, readings: { ...sample.readings, ...this.#metrics.take(sample.monoMs) } };
  }

  troubles(): readonly Trouble[] {
    return [...this.#source.troubles(), ...this.#metrics.troubles];
  }
}
