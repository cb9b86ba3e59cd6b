// What time it is, in the browser and at the collector, as signals.
import { computed, signal } from '@preact/signals';

/** The browser's clock, moving once a second while the page is visible. */
export const nowMs = signal(Date.now());

/** The same in steps of ten seconds: durations of a page that is drawn for other reasons need no more. */
export const slowNowMs = computed(() => Math.floor(nowMs.value / 10_000) * 10_000);

/** Calls now and each second while the page is visible, until the function that it gives is called. */
export function onSecond(call: () => void): () => void {
  return nowMs.subscribe(call);
}

/** How far the collector's clock is ahead of the browser's; 0 while they agree within what can be seen. */
export const serverOffsetMs = signal(0);

/** The `Date` header has whole seconds and travels for a while: less than this is not a difference. */
const noticeableMs = 2_500;

export function offsetFrom(serverMs: number, browserMs: number): number {
  const offset = serverMs - browserMs;
  return Math.abs(offset) < noticeableMs ? 0 : offset;
}

/** `date`: the `Date` header of an answer, whole seconds; undefined when there was none. */
export function learnServerTime(date: string | undefined): void {
  const serverMs = Date.parse(date ?? '');
  if (Number.isNaN(serverMs)) return;
  const offset = offsetFrom(serverMs, Date.now());
  if (Math.abs(offset - serverOffsetMs.peek()) >= noticeableMs || offset === 0) serverOffsetMs.value = offset;
}

/** The collector's time now: what windows and ages of samples are counted from. */
export function serverNowMs(): number {
  return Date.now() + serverOffsetMs.peek();
}

export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) nowMs.value = Date.now();
  }, 1000);
}
