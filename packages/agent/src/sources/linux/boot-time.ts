import type { Clock } from '@hostwire/runtime';
import type { KernelBytes } from './files/kernel-file.ts';
import { malformed } from './files/malformed.ts';

/**
 * Monotonic time that goes on while the host sleeps (CLOCK_BOOTTIME), as samples need it: without the sleep, the
 * first interval after a resume would be too short for the wall clock around it and the hole would not show.
 *
 * Node offers CLOCK_MONOTONIC (process.hrtime), fine to the nanosecond but standing still in sleep, and the kernel
 * prints CLOCK_BOOTTIME in /proc/uptime, in hundredths of a second, too coarse for an interval of one second. So the
 * fine clock counts, and the coarse one only says how far the two have moved apart: both follow NTP alike, so they
 * keep their distance but for sleep, which is added when it is more than the grain and the time of the look itself.
 *
 * Sleep moves the wall clock away from the fine clock, too, and that costs no file to see: /proc/uptime is read when the
 * two have moved apart, and every ten seconds in case someone set the wall clock back by as much meanwhile.
 *
 * A clock that knows of sleep keeps its distance too and gets nothing added. Where /proc/uptime cannot be read, sleep
 * goes unseen and nothing else changes.
 */
const minSleepMs = 100;

/** Less than a sleep that counts, and more than the grain of the clocks. */
const apartMs = minSleepMs / 2;
const routineMs = 10_000;

/** A look that took longer (the process was suspended in its middle) tells nothing about the distance. */
const maxObservationMs = minSleepMs / 2;

export class BootTime {
  readonly #clock: Clock;
  readonly #uptime: KernelBytes;
  #sleptMs = 0;
  #distanceMs: number | undefined;
  /** Both by the fine clock; of the last reading of /proc/uptime. */
  #observedMs = -Infinity;
  #wallAheadMs = NaN;

  constructor(clock: Clock, uptime: KernelBytes) {
    this.#clock = clock;
    this.#uptime = uptime;
  }

  /** The clock's monotonic time plus all sleep seen since the first look. */
  monoMs(): number {
    return this.#clock.monoMs() + this.#sleptMs;
  }

  /** Takes in sleep since the last look. Throws what reading /proc/uptime throws. */
  observe(): void {
    const beforeMs = this.#clock.monoMs();
    const wallAheadMs = this.#clock.nowMs() - beforeMs;
    const isApart = Math.abs(wallAheadMs - this.#wallAheadMs) > apartMs;
    if (!isApart && beforeMs - this.#observedMs < routineMs) return;
    const uptimeMs = parseUptime(this.#uptime.read());
    if (Number.isNaN(uptimeMs)) malformed(this.#uptime.path, 'line like "1285.38 2371.50"');
    if (this.#clock.monoMs() - beforeMs > maxObservationMs) return;
    this.#observedMs = beforeMs;
    this.#wallAheadMs = wallAheadMs;
    const distanceMs = uptimeMs - beforeMs;
    const grownMs = distanceMs - (this.#distanceMs ?? distanceMs);
    if (this.#distanceMs !== undefined && Math.abs(grownMs) < minSleepMs) return;
    this.#distanceMs = distanceMs;
    this.#sleptMs += Math.max(0, grownMs);
  }

  close(): void {
    this.#uptime.close();
  }
}

/** The first number of /proc/uptime in ms; NaN where there is none. */
export function parseUptime(bytes: Buffer): number {
  const match = /^(\d+)\.(\d\d) /.exec(bytes.toString('latin1'));
  return match === null ? NaN : Number(match[1]) * 1000 + Number(match[2]) * 10;
}
