/**
 * The windows of rules, kept where samples pass: a round of evaluation asks ClickHouse only for what is not whole here.
 *
 * Of a host the windows are whole when every sample that was committed since the window began came through here, at a time
 * that our clock agrees with, and no other collector writes to the database. Otherwise the host is asked for by a query
 * until its windows are whole again. A measurement that has something in it that only ClickHouse understands is a query
 * always, and so are all when they would take more than `maxBytes`.
 */
import { lateAfterMs, type SampleColumns, type SendingSchedule } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import { BatchCursor } from '@hostwire/storage';
import { windowBeginMs, type Measurement } from '../rules/measurement.ts';
import type { ValueRow } from '../rules/value-row.ts';
import { LivePlan, longestLagMs, planKey } from './live-plan.ts';

const limits = {
  /** Of the numbers of all windows. */
  maxBytes: 128 * 2 ** 20,
  /** Samples further from our own clock may be filed under another time. */
  pastMs: 60_000,
  /** Queries take nothing that is further ahead. */
  futureMs: 1_000,
} as const;

/** What one commit made visible of one host. */
interface CommittedSamples {
  readonly host: string;
  readonly samples: number;
  readonly lastTsMs: number;
  /** Fewer than `samples` when not all of them are at hand. */
  readonly batches: readonly SampleColumns[];
}

/** Where samples pass. */
export interface SampleSource {
  /** Calls after every commit; gives back what ends the subscription. */
  readonly onCommitted: (listener: (hosts: readonly CommittedSamples[]) => void) => () => void;
  /** When another collector was last seen on the database; -Infinity: never. */
  readonly othersSeenMs: () => number;
}

export interface LiveWindowsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly source: SampleSource;
  /** Smaller in tests. */
  readonly maxBytes?: number;
}

interface ScheduledHost {
  readonly host: string;
  readonly schedule: SendingSchedule;
}

interface Measured<Host extends ScheduledHost> {
  /** For each measurement, of hosts whose windows are whole. */
  readonly rows: readonly ValueRow[][];
  /** Hosts that have to be asked for. */
  readonly rest: readonly Host[];
}

export class LiveWindows {
  readonly #options: LiveWindowsOptions;
  readonly #plans = new Map<string, { readonly has: string; readonly plan: LivePlan | undefined }>();
  /** Since when every sample of a host came through here. */
  readonly #wholeSinceMs = new Map<string, number>();
  #isTooLarge = false;
  #unsubscribe: (() => void) | undefined;

  constructor(options: LiveWindowsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#unsubscribe ??= this.#options.source.onCommitted((hosts) =>
      hosts.forEach((host) => this.#add(host)),
    );
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#plans.clear();
  }

  /** What is evaluated from now on. A plan whose measurements change begins anew. */
  use(measurements: readonly Measurement[], hosts: ReadonlyMap<string, ScheduledHost>): void {
    const nowMs = this.#options.clock.nowMs();
    const wanted = new Map<string, Measurement[]>();
    for (const measurement of measurements) {
      const key = planKey(measurement);
      wanted.set(key, [...(wanted.get(key) ?? []), measurement]);
    }
    for (const key of this.#plans.keys()) if (!wanted.has(key)) this.#plans.delete(key);
    for (const [key, each] of wanted) {
      const has = JSON.stringify([...new Set(each.map(({ where, value }) => `${where} ${value}`))].sort());
      if (this.#plans.get(key)?.has === has) continue;
      this.#plans.set(key, { has, plan: this.#isTooLarge ? undefined : LivePlan.open(each, nowMs) });
    }
    this.#forget((host) => hosts.has(host), nowMs);
  }

  /** Whether it is kept here, perhaps not yet of every host. */
  has(measurement: Measurement): boolean {
    return this.#plans.get(planKey(measurement))?.plan?.has(measurement) === true;
  }

  /** Measurements that are kept here. */
  measure<Host extends ScheduledHost>(
    measurements: readonly Measurement[],
    { hosts, toMs }: { readonly hosts: Iterable<Host>; readonly toMs: number },
  ): Measured<Host> {
    const plans = measurements.map((each) => this.#plans.get(planKey(each))!.plan!);
    const windowMs = Math.max(...plans.map((plan) => plan.windowMs));
    const plansSinceMs = Math.max(...plans.map((plan) => plan.sinceMs), this.#options.source.othersSeenMs());
    const whole: { host: string; lagMs: number }[] = [];
    const rest: Host[] = [];
    for (const watched of hosts) {
      const lagMs = lagMsOf(watched);
      const sinceMs = Math.max(plansSinceMs, this.#wholeSinceMs.get(watched.host) ?? 0);
      const isWhole = lagMs <= longestLagMs && sinceMs <= windowBeginMs({ windowMs, lagMs, toMs });
      if (isWhole) whole.push({ host: watched.host, lagMs });
      else rest.push(watched);
    }
    return { rows: plans.map((plan, index) => plan.measure(measurements[index]!, whole, toMs)), rest };
  }

  #add({ host, samples, lastTsMs, batches }: CommittedSamples): void {
    if (samples === 0 || this.#plans.size === 0) return;
    const nowMs = this.#options.clock.nowMs();
    const isAtHand = batches.reduce((sum, batch) => sum + batch.samples, 0) === samples;
    if (!isAtHand || !batches.every(({ tsMs }) => tsMs.every((ms) => isTimely(ms, nowMs))))
      this.#wholeSinceMs.set(host, Math.max(nowMs, lastTsMs));
    for (const batch of batches) {
      const cursor = new BatchCursor(host, batch);
      for (const { plan } of this.#plans.values()) plan?.add(cursor);
    }
  }

  #forget(isKnown: (host: string) => boolean, nowMs: number): void {
    for (const host of this.#wholeSinceMs.keys()) if (!isKnown(host)) this.#wholeSinceMs.delete(host);
    let bytes = 0;
    for (const { plan } of this.#plans.values()) {
      plan?.forget(isKnown, nowMs);
      bytes += plan?.bytes ?? 0;
    }
    const { maxBytes = limits.maxBytes, logger } = this.#options;
    if (bytes <= maxBytes) return;
    this.#isTooLarge = true;
    this.#plans.clear();
    logger.warn(
      { bytes, maxBytes },
      'the windows of alert rules take too much memory: until the next start every rule asks the database',
    );
  }
}

/** How late samples of a host may be; hosts that send alike have the same. */
export function lagMsOf({ schedule }: Pick<ScheduledHost, 'schedule'>): number {
  return Math.ceil(lateAfterMs(schedule) / 5_000) * 5_000;
}

function isTimely(tsMs: number, nowMs: number): boolean {
  return tsMs >= nowMs - limits.pastMs && tsMs <= nowMs + limits.futureMs;
}
