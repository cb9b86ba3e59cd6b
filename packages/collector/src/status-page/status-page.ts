import { createHash } from 'node:crypto';
import type { Clock } from '@hostwire/runtime';
import { readMeasuredDays, type MeasuredDay, type QueryRunner } from '@hostwire/storage';
import type { FleetReader } from '../live/fleet-reader.ts';
import type { StatusPageSettings } from './selection.ts';
import { statusHtml } from './status-html.ts';
import { dayMs, shownDays, statusModel } from './status-model.ts';

const hourMs = 3_600_000;

const statusPageTimes = {
  /** However many ask: the page is made anew at most so often. */
  pageMs: 10_000,
  /** Availability of 90 days hardly changes. */
  availabilityMs: 300_000,
  /** Roll-ups of an hour are there so long after it. */
  rolledUpAfterMs: 600_000,
} as const;

export interface StatusPageOptions {
  readonly db: QueryRunner;
  readonly clock: Clock;
  readonly fleet: Pick<FleetReader, 'all'>;
  readonly settings: StatusPageSettings;
  readonly basePath: string;
}

interface Made<T> {
  readonly value: T;
  readonly madeMs: number;
}

export interface RenderedPage {
  readonly html: string;
  readonly etag: string;
}

interface Availability {
  readonly days: readonly MeasuredDay[];
  readonly toMs: number;
}

/** The public page, made at most every ten seconds whoever asks; while the database is away the last one stays. */
export class StatusPage {
  readonly #options: StatusPageOptions;
  #page: Made<RenderedPage> | undefined;
  #availability: Made<Availability> | undefined;
  #making: Promise<RenderedPage> | undefined;

  constructor(options: StatusPageOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#options.settings.statusPage !== 'off';
  }

  /** Throws StorageError when there is no page yet and the database does not answer. */
  async read(): Promise<RenderedPage> {
    const { clock } = this.#options;
    const last = this.#page;
    if (last !== undefined && clock.monoMs() - last.madeMs < statusPageTimes.pageMs) return last.value;
    this.#making ??= this.#make().finally(() => (this.#making = undefined));
    try {
      return await this.#making;
    } catch (error) {
      if (last !== undefined) return last.value;
      throw error;
    }
  }

  async #make(): Promise<RenderedPage> {
    const { clock, fleet, settings, basePath } = this.#options;
    const [hosts, { days, toMs }] = await Promise.all([fleet.all(), this.#freshAvailability()]);
    const facts = { nowMs: clock.nowMs(), hosts, measured: days, measuredToMs: toMs };
    const html = statusHtml(statusModel(facts, settings), basePath);
    const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
    this.#page = { value: { html, etag }, madeMs: clock.monoMs() };
    return this.#page.value;
  }

  async #freshAvailability(): Promise<Availability> {
    const { clock, db } = this.#options;
    const last = this.#availability;
    if (last !== undefined && clock.monoMs() - last.madeMs < statusPageTimes.availabilityMs)
      return last.value;
    const nowMs = clock.nowMs();
    const toMs = Math.floor((nowMs - statusPageTimes.rolledUpAfterMs) / hourMs) * hourMs;
    const fromMs = Math.floor(nowMs / dayMs) * dayMs - (shownDays - 1) * dayMs;
    const value = { days: await readMeasuredDays(db, { fromMs, toMs }), toMs };
    this.#availability = { value, madeMs: clock.monoMs() };
    return value;
  }
}
