import type { CollectorFrame, Credit } from '@hostwire/protocol';

/** What the numbers in the frames of a collector may ask of this process, whatever they are: its timers and its memory. */
export const frameLimits = {
  /** No wait that a collector names is longer. */
  maxWaitMs: 600_000,
  /** Frames that are on their way wait in the socket's memory. */
  maxCreditBatches: 1024,
  maxCreditBytes: 16 * 2 ** 20,
} as const;

/** The frame with every number that is acted on within its limits; settings have their own (settings/settings.ts). */
export function withinLimits(frame: CollectorFrame): CollectorFrame {
  if (frame.type === 'ack' || frame.type === 'welcome')
    return { ...frame, credit: creditWithin(frame.credit) };
  if (frame.type !== 'go_away') return frame;
  const { maxWaitMs } = frameLimits;
  const retryMinMs = Math.min(frame.retryMinMs, maxWaitMs);
  return { ...frame, retryMinMs, retryMaxMs: Math.min(Math.max(frame.retryMaxMs, retryMinMs), maxWaitMs) };
}

function creditWithin({ batches, bytes }: Credit): Credit {
  const { maxCreditBatches, maxCreditBytes } = frameLimits;
  return { batches: Math.min(batches, maxCreditBatches), bytes: Math.min(bytes, maxCreditBytes) };
}
