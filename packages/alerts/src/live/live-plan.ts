/** Measurements over the same rows and the same window, and their numbers of every host and device. */
import { LiveView, NotUnderstood, type BatchCursor, type RowGetter } from '@hostwire/storage';
import { stepMsOf, windowBeginMs, type Measurement } from '../rules/measurement.ts';
import type { ValueRow } from '../rules/value-row.ts';
import { DeviceWindows } from './device-windows.ts';
import type { Place } from './aggregates.ts';
import { addRow, counts, liveMeasurement, mergeSteps, type LiveMeasurement } from './live-measurement.ts';

/** Samples may come so late and still count in their window. */
export const longestLagMs = 180_000;

interface Planned {
  readonly live: LiveMeasurement;
  /** Of its numbers among those of the plan. */
  readonly offset: number;
}

export class LivePlan {
  /** Before this no row was added. */
  readonly sinceMs: number;
  readonly windowMs: number;
  readonly #view: LiveView;
  readonly #device: RowGetter;
  readonly #planned: ReadonlyMap<string, Planned>;
  readonly #width: number;
  readonly #stepMs: number;
  readonly #steps: number;
  #bytes = 0;
  readonly #hosts = new Map<string, Map<string, DeviceWindows>>();
  /** Measurements that turned out to be understood by ClickHouse alone. */
  readonly #refused = new Set<string>();

  private constructor(
    parts: { readonly view: LiveView; readonly device: RowGetter },
    { windowMs, planned, nowMs }: { windowMs: number; planned: ReadonlyMap<string, Planned>; nowMs: number },
  ) {
    this.sinceMs = nowMs;
    this.windowMs = windowMs;
    this.#view = parts.view;
    this.#device = parts.device;
    this.#planned = planned;
    this.#width = [...planned.values()].reduce((sum, { live }) => sum + live.width, 0);
    this.#stepMs = stepMsOf(windowMs);
    this.#steps = Math.ceil((windowMs + longestLagMs) / this.#stepMs) + 2;
  }

  /** Measurements of one `planKey`. undefined: none of them can be computed here. */
  static open(measurements: readonly Measurement[], nowMs: number): LivePlan | undefined {
    const [{ view: name, device: deviceSql, windowMs }] = measurements as [Measurement];
    const view = LiveView.open(name);
    if (view === undefined) return undefined;
    const planned = new Map<string, Planned>();
    let width = 0;
    for (const measurement of measurements) {
      const key = measurementKey(measurement);
      const live = planned.has(key) ? undefined : liveMeasurement(view, measurement);
      if (live === undefined) continue;
      planned.set(key, { live, offset: width });
      width += live.width;
    }
    try {
      const device = view.compile(deviceSql);
      return planned.size === 0 ? undefined : new LivePlan({ view, device }, { windowMs, planned, nowMs });
    } catch (error) {
      if (error instanceof NotUnderstood) return undefined;
      throw error;
    }
  }

  get #bytesEach(): number {
    return 8 * this.#steps * (this.#width + 1);
  }

  has(measurement: Measurement): boolean {
    const key = measurementKey(measurement);
    return this.#planned.has(key) && !this.#refused.has(key);
  }

  add(cursor: BatchCursor): void {
    const devices = this.#hosts.get(cursor.host) ?? new Map<string, DeviceWindows>();
    this.#hosts.set(cursor.host, devices);
    this.#view.forEachRow(cursor, () => {
      const tsMs = cursor.batch.tsMs[cursor.sample]!;
      const step = Math.floor(tsMs / this.#stepMs);
      let place: Place | undefined;
      for (const [key, { live, offset }] of this.#planned) {
        if (!counts(live, cursor)) continue;
        place ??= this.#placeOf(devices, { device: String(this.#device(cursor) ?? ''), step });
        if (place.at < 0) return;
        if (!addRow(live, { cursor, tsMs }, { ...place, at: place.at + offset })) this.#refused.add(key);
      }
    });
  }

  /** Of a row that counts: what no rule is about takes no memory. */
  #placeOf(devices: Map<string, DeviceWindows>, { device, step }: { device: string; step: number }): Place {
    let windows = devices.get(device);
    if (windows === undefined) {
      windows = new DeviceWindows(device, { steps: this.#steps, width: this.#width });
      devices.set(device, windows);
      this.#bytes += this.#bytesEach;
    }
    return { slots: windows.slots, at: windows.placeOf(step) };
  }

  /** What its numbers take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What each host gives for a measurement of the plan: rows as a query would. */
  measure(
    measurement: Measurement,
    hosts: Iterable<{ host: string; lagMs: number }>,
    toMs: number,
  ): ValueRow[] {
    const { live, offset } = this.#planned.get(measurementKey(measurement))!;
    const into = { slots: new Float64Array(live.width), at: 0 };
    const rows: ValueRow[] = [];
    for (const { host, lagMs } of hosts) {
      const first = Math.floor(windowBeginMs({ windowMs: this.windowMs, lagMs, toMs }) / this.#stepMs);
      for (const windows of this.#hosts.get(host)?.values() ?? []) {
        into.slots.fill(NaN);
        for (const place of windows.since(first))
          mergeSteps(live, into, { slots: windows.slots, at: place + offset });
        const atMs = into.slots[0]!;
        if (Number.isNaN(atMs)) continue;
        const value = live.value(into);
        rows.push({ host, device: windows.device, atMs, value: value === null ? null : Number(value) });
      }
    }
    return rows;
  }

  /** Hosts that are gone, and devices of which nothing came for as long as the ring reaches. */
  forget(isKnown: (host: string) => boolean, nowMs: number): void {
    const oldest = Math.floor(nowMs / this.#stepMs) - this.#steps;
    for (const [host, devices] of this.#hosts) {
      for (const [name, windows] of devices) {
        if (isKnown(host) && !windows.isOlderThan(oldest)) continue;
        devices.delete(name);
        this.#bytes -= this.#bytesEach;
      }
      if (devices.size === 0) this.#hosts.delete(host);
    }
  }
}

/** Measurements with the same key are computed from the same rows and windows. */
export function planKey({ view, device, windowMs }: Measurement): string {
  return JSON.stringify([view, device, windowMs]);
}

function measurementKey({ where, value }: Measurement): string {
  return JSON.stringify([where, value]);
}
