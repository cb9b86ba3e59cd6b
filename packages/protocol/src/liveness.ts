/**
 * When a host is late, silent, or missing: for pages, alerts, coverage, audit and the agent alike.
 *
 * An agent seals a batch with the first sample after `flushMs` less half an interval, so a healthy host is heard once per
 * batch period and its newest sample is as old as that just before the next batch arrives.
 */

/** How a host was told to sample and to send, in ms. */
export interface SendingSchedule {
  readonly intervalMs: number;
  readonly flushMs: number;
}

/** Of an agent that was told nothing else: a sample each second, a batch in ten. */
export const defaultSchedule: SendingSchedule = { intervalMs: 1_000, flushMs: 10_000 };

/** A batch is sent, committed and shown within this time when all is well. */
const deliveryMs = 2_000;
/** A connection that was lost is open again within this time when the network and the collector are well. */
const reconnectMs = 5_000;

/** The longest time between the batches of a healthy host. */
function batchPeriodMs({ intervalMs, flushMs }: SendingSchedule): number {
  return Math.max(intervalMs, flushMs + intervalMs / 2);
}

/** A host whose newest sample is older than this is late: its next batch should have been here. */
export function lateAfterMs(schedule: SendingSchedule): number {
  return batchPeriodMs(schedule) + deliveryMs;
}

/** A host whose newest sample is older than this is silent: neither a retry nor a new connection brought the batch. */
export function silentAfterMs(schedule: SendingSchedule): number {
  const periodMs = batchPeriodMs(schedule);
  return periodMs + deliveryMs + Math.max(reconnectMs, periodMs / 2);
}

/**
 * How many intervals two samples may lie apart. `coverage` shows a longer step as missing. An agent gives the reason of a
 * slightly shorter one already, and the audit looks at a shorter one still, so that rounding never leaves a missing time
 * without its reason or unseen.
 */
export const gapIntervals = { audit: 2, reason: 2.25, coverage: 2.5 } as const;

/** Two samples further apart than this have missing time between them. */
export function gapAfterMs(intervalMs: number): number {
  return gapIntervals.coverage * intervalMs;
}
