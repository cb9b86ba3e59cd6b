// The charts of one host, for one range at a time.
//
//   show(range) ──▶ asks for the whole window; a live range is then kept up by refresh(), which asks for the tail. While
//                   nothing is on screen, the charts at the top are asked for first, and the others when those are drawn
//   refresh()   ──▶ joins the tail; when it does not fit, the whole window is asked for again
//                   charts that do not grow by a tail (growsByTail) are asked for whole, more rarely
//
// Invariants: at most one request is under way; show() abandons it, refresh() waits for it and then runs once, however
// often it was called meanwhile. Nothing is asked more often than a new bucket can appear. What is held stays on
// screen until something newer replaces it, also when a request fails: then `error` says so beside it.
import { ApiError } from '@hostwire/api/client';
import { computed, signal } from '@preact/signals';
import type { ChartId, ChartsResponse } from '../api/types.ts';
import { growsByTail, mergeTail, replaceCharts, tailWindow } from '../charts/live-tail.ts';
import { windowOf } from '../time/time-range.ts';
import type { TimeRange, TimeWindow } from '../time/time-range.ts';

/** At most this many buckets in a window: about one per two pixels of the widest chart. */
export const maxPoints = 600;
/** However long the buckets are, the newest one grows visibly. */
const slowestRefreshMs = 15_000;
/** So many steps later than the newest answer the window moves on by itself. */
const lagSteps = 2.5;
/** After a failure, samples do not lead to requests before this. */
const afterFailureMs = 5_000;

export interface ChartRequest {
  /** Default: every chart of the page. */
  charts?: readonly ChartId[];
  window: TimeWindow;
  points: number;
  signal: AbortSignal;
}

export interface ChartFeedOptions {
  /** Rejects with ApiError. */
  fetchCharts: (request: ChartRequest) => Promise<ChartsResponse>;
  /** The collector's time. */
  nowMs: () => number;
  /** Charts that a page which is being opened asks for before the others, and those others. */
  opening?: { readonly first: readonly ChartId[]; readonly others: readonly ChartId[] };
}

export class ChartFeed {
  readonly set = signal<ChartsResponse | undefined>(undefined);
  /** Something is held. What needs only this is not drawn again for each second of a live page. */
  readonly hasSet = computed(() => this.set.value !== undefined);
  readonly window = signal<TimeWindow>({ fromMs: 0, toMs: 1 });
  readonly error = signal<ApiError | undefined>(undefined);
  /** A request for a whole window is under way. */
  readonly loading = signal(false);
  readonly #options: ChartFeedOptions;
  #range: TimeRange = { kind: 'fixed', fromMs: 0, toMs: 1 };
  #request: AbortController | undefined;
  #again = false;
  /** Every chart is held, not only those at the top. */
  #isComplete = false;
  #askedMs = -Infinity;
  /** When those that do not grow by a tail were asked for. */
  #askedWholeMs = -Infinity;

  constructor(options: ChartFeedOptions) {
    this.#options = options;
  }

  /** Shows another range; what is held is shown in it until the answer comes. */
  show(range: TimeRange): void {
    this.#range = range;
    this.#again = false;
    this.#moveWindow();
    this.#ask('whole');
  }

  /** Samples came: asks for them, now or when it is time. A range that stands still stays as it is. */
  refresh(): void {
    if (this.#range.kind === 'fixed') return;
    if (this.#request) this.#again = true;
    else if (this.#isDue()) this.#ask('tail');
  }

  /** Time goes on, whether or not samples come. While they come, they move the window: it is drawn once for both. */
  tick(): void {
    if (this.#range.kind === 'fixed') return;
    const behindMs = this.#options.nowMs() - this.window.peek().toMs;
    if (behindMs >= lagSteps * (this.set.peek()?.stepMs ?? 0)) this.#moveWindow();
    if (!this.#request && this.#options.nowMs() - this.#askedMs >= slowestRefreshMs) this.#ask('tail');
  }

  stop(): void {
    this.#request?.abort();
    this.#request = undefined;
  }

  #isDue(): boolean {
    const intervalMs = this.error.peek()
      ? afterFailureMs
      : Math.min(this.set.peek()?.stepMs ?? 0, slowestRefreshMs);
    // A little early is on time: they come once a second, give or take.
    return this.#options.nowMs() - this.#askedMs >= intervalMs * 0.8;
  }

  #moveWindow(): void {
    this.window.value = windowOf(this.#range, this.#options.nowMs());
  }

  #ask(what: 'whole' | 'tail'): void {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.#askedMs = this.#options.nowMs();
    void this.#answer(what, request).finally(() => {
      if (this.#request !== request) return;
      this.#request = undefined;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
  }

  async #answer(what: 'whole' | 'tail', request: AbortController): Promise<void> {
    const window = windowOf(this.#range, this.#options.nowMs());
    const held = this.set.peek();
    const tail = what === 'tail' && this.#isComplete ? tailWindow(held, window) : undefined;
    this.loading.value = tail === undefined;
    try {
      const merged = tail && held ? await this.#fetchTail(held, { tail, window }, request.signal) : undefined;
      // A tail in another step does not fit: the whole window has to be asked for.
      this.#take(merged ?? (await this.#fetchWhole(window, request.signal)), request.signal);
      this.#isComplete ||= !request.signal.aborted;
    } catch (error) {
      if (request.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.error.value = error;
    } finally {
      if (!request.signal.aborted) this.loading.value = false;
    }
  }

  async #fetchWhole(window: TimeWindow, signal: AbortSignal): Promise<ChartsResponse> {
    const { fetchCharts, nowMs, opening } = this.#options;
    this.#askedWholeMs = nowMs();
    const request = { window, points: maxPoints, signal };
    if (opening === undefined || this.set.peek() !== undefined) return fetchCharts(request);
    const first = await fetchCharts({ ...request, charts: opening.first });
    this.#take(first, signal);
    const others = await fetchCharts({ ...request, charts: opening.others });
    return { ...others, charts: [...first.charts, ...others.charts] };
  }

  /** undefined: the tail does not fit what is held. */
  async #fetchTail(
    held: ChartsResponse,
    { tail, window }: { tail: TimeWindow; window: TimeWindow },
    signal: AbortSignal,
  ): Promise<ChartsResponse | undefined> {
    const { fetchCharts, nowMs } = this.#options;
    const idsOf = (grows: boolean): ChartId[] =>
      held.charts.filter((chart) => growsByTail(chart, held.stepMs) === grows).map(({ chart }) => chart);
    const points = Math.round((tail.toMs - tail.fromMs) / held.stepMs);
    const charts = idsOf(true);
    const newest =
      charts.length > 0 ? await fetchCharts({ charts, window: tail, points, signal }) : undefined;
    const merged = newest === undefined ? held : mergeTail(held, newest, window);
    const others = idsOf(false);
    if (merged === undefined || others.length === 0) return merged;
    if (nowMs() - this.#askedWholeMs < slowestRefreshMs) return merged;
    this.#askedWholeMs = nowMs();
    const whole = await fetchCharts({ charts: others, window, points: maxPoints, signal });
    return replaceCharts(merged, whole.charts);
  }

  #take(set: ChartsResponse, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#moveWindow();
    this.set.value = set;
    this.error.value = undefined;
  }
}
