import { hasClocks, type Sample, type Settings } from '@hostwire/protocol';
import { errorCode, HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { gapBefore, gapBetween, type DetectedGap } from './gap-detector.ts';
import { nextInstantMs } from './sampling-grid.ts';
import type { Source } from './sources/sampling/source.ts';
import type { Epochs } from './spool/epochs.ts';

type Schedule = Pick<Settings, 'intervalMs' | 'flushMs'>;

export interface SamplerOptions {
  readonly source: Source;
  readonly epochs: Epochs;
  /** Until `follow`. */
  readonly settings: Schedule;
  readonly bootId: string;
  /** Of the grid of instants. */
  readonly phaseMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** An instant has come; nothing is read yet. */
  readonly onInstant: () => void;
  /** A sample was read and is about to be spooled. */
  readonly onSample: (sample: Sample) => void;
  /** The spool has sealed something. */
  readonly onSealed: () => void;
  /** The work of an instant is done. */
  readonly onIdle: () => void;
}

/**
 * Reads a sample at every instant of the grid and puts it into the spool, with a gap before it where some are missing.
 * The first sample of an epoch or a run is sealed at once, the others every `flushMs`.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #atInstant = () => this.#instant();
  #settings: Schedule;
  /** The longest interval that was in force since the last sample: what the next one may take without being late. */
  #expectedMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #lastSample: Sample | undefined;
  #flushed = { epoch: '', monoMs: -Infinity };
  #failureCode: string | undefined;
  /** Wall clock of the last sample in the spool. */
  #spooledMs: number | undefined;
  /** The same before samples that were lost. */
  #lostSinceMs: number | undefined;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#expectedMs = options.settings.intervalMs;
  }

  /** Wall clock of the last sample that was read. */
  get lastSampleMs(): number | undefined {
    return this.#lastSample?.tsMs;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  start(): void {
    this.#arm();
  }

  /** For good. What is spooled stays unsealed. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** From the next instant on. A shorter flush interval (somebody looks at this host) flushes at once. */
  follow(settings: Schedule, before: Schedule): void {
    this.#settings = settings;
    this.#expectedMs = Math.max(this.#expectedMs, settings.intervalMs);
    if (settings.flushMs < before.flushMs && this.#lastSample !== undefined) this.#flush(this.#lastSample);
    if (settings.intervalMs === before.intervalMs) return;
    clearTimeout(this.#timer);
    this.#arm();
  }

  #arm(): void {
    const { clock, phaseMs } = this.#options;
    const nowMs = clock.nowMs();
    const dueMs = nextInstantMs(nowMs, this.#settings.intervalMs, phaseMs);
    this.#timer = setTimeout(this.#atInstant, dueMs - nowMs);
  }

  #instant(): void {
    this.#arm();
    this.#options.onInstant();
    try {
      this.#sample();
      this.#failureCode = undefined;
    } catch (thrown) {
      this.#lose(thrown);
    }
    this.#options.onIdle();
  }

  /** A sample was due and there is none: said once in the log, and as a gap when samples come again. */
  #lose(thrown: unknown): void {
    const code = errorCode(thrown);
    if (code !== this.#failureCode) this.#options.logger.error({ err: toError(thrown) }, 'sample lost');
    this.#failureCode = code;
    this.#lostSinceMs ??= this.#spooledMs ?? Math.max(0, this.#options.clock.nowMs());
  }

  #sample(): void {
    const { epochs, source, onSample } = this.#options;
    const sample = source.read();
    if (sample === undefined) return;
    if (!hasClocks(sample))
      throw new HostwireError('CLOCK_IMPOSSIBLE', 'the clock of this host is before 1970');
    const gap = this.#gapBefore(sample);
    this.#expectedMs = this.#settings.intervalMs;
    this.#lostSinceMs = undefined;
    this.#lastSample = sample; // before anything can throw: one bad sample must not spoil all after it
    if (gap !== undefined) this.#record(gap);
    onSample(sample);
    const { sealIsDue } = epochs.live.appendDraft(sample);
    this.#spooledMs = sample.tsMs;
    if (sealIsDue || this.#isFlushDue(sample)) this.#flush(sample);
  }

  #isFlushDue({ monoMs }: Sample): boolean {
    const { intervalMs, flushMs } = this.#settings;
    const { epoch } = this.#options.epochs.live;
    return epoch !== this.#flushed.epoch || monoMs - this.#flushed.monoMs >= flushMs - intervalMs / 2;
  }

  #flush({ monoMs }: Sample): void {
    const { live } = this.#options.epochs;
    this.#flushed = { epoch: live.epoch, monoMs };
    this.#afterSealing(live.seal());
  }

  #gapBefore(sample: Sample): DetectedGap | undefined {
    const { epochs, bootId } = this.#options;
    if (this.#lostSinceMs !== undefined) {
      return { reason: 'sample_lost', fromMs: Math.min(this.#lostSinceMs, sample.tsMs), toMs: sample.tsMs };
    }
    if (this.#lastSample !== undefined) return gapBetween(this.#lastSample, sample, this.#expectedMs);
    const { previousRun, lastSampleMs } = epochs;
    return gapBefore({ previousRun, lastSampleMs, bootId, firstSampleMs: sample.tsMs });
  }

  #record({ reason, fromMs, toMs }: DetectedGap): void {
    const { epochs, logger } = this.#options;
    logger.info({ reason, fromMs, toMs }, 'samples are missing');
    this.#afterSealing(epochs.live.recordGap(reason, fromMs, toMs));
  }

  #afterSealing(sealing: Promise<void>): void {
    sealing.then(this.#options.onSealed, (thrown: unknown) =>
      this.#options.logger.error({ err: toError(thrown) }, 'spool failed'),
    );
  }
}
