import {
  hasClocks,
  packSample,
  packSamples,
  utcDay,
  type ReportLeftOut,
  type Sample,
} from '@hostwire/protocol';
import { errorCode, type Logger } from '@hostwire/runtime';
import type { UnplacedFrame } from './backlog.ts';

export interface SealOptions {
  /** Told what of the samples no batch can hold. */
  readonly onLeftOut: ReportLeftOut;
  readonly logger: Logger;
}

/** The frames of these samples: one batch, or one for each where they do not fit into one. */
export function sealSamples(
  samples: readonly Sample[],
  createdMs: number,
  options: SealOptions,
): readonly UnplacedFrame[] {
  if (!samples.every(hasClocks)) return samples.map((sample) => sealAlone(sample, options));
  try {
    const packed = packSamples(samples, options.onLeftOut);
    return [{ type: 'batch', day: utcDay(createdMs), createdMs, samples: samples.length, ...packed }];
  } catch (error) {
    options.logger.warn({ code: errorCode(error) }, 'samples do not fit into one batch, one batch for each');
    return samples.map((sample) => sealAlone(sample, options));
  }
}

/** A sample as a batch of its own; one that no batch can hold is a gap `sample_lost`. */
export function sealAlone(sample: Sample, { onLeftOut, logger }: SealOptions): UnplacedFrame {
  const createdMs = within(sample.tsMs);
  const day = utcDay(createdMs);
  try {
    return { type: 'batch', day, createdMs, samples: 1, ...packSample(sample, onLeftOut) };
  } catch (error) {
    logger.error({ code: errorCode(error) }, 'no batch can hold a sample: it is lost');
    const fromMs = within(createdMs - within(sample.intervalMs));
    return { type: 'gap', day, fromMs, toMs: createdMs, reason: 'sample_lost', createdMs };
  }
}

/** A time that a frame can carry. */
function within(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(ms))) : 0;
}
