/**
 * The samples that hosts on open pages sent within the last minutes, committed or not, so that a page which follows its charts
 * costs ClickHouse nothing. Of a host it knows either all samples from an instant on, or nothing, and then the database is asked:
 *
 *   unknown ──batches in order──► known since their first ──a hole, a gap, history, another epoch, memory short──► unknown
 *
 * A batch that is sent again because the database lost it begins anew. One that the database refuses leaves nothing: what pages
 * drew of it stays on them until they ask for that time again.
 *
 * Limits: `maxHosts` hosts, `keepMs` of each, and nothing of a host that no page shows.
 */
import type { SampleColumns } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import type { CommitFeed, HostSamples, ReceiptFeed } from './sample-feed.ts';

const limits = {
  maxHosts: 100,
  keepMs: 330_000,
  /** A host that was not heard for so long may send to another collector. */
  heardMs: 5_000,
  /** Samples further from our own clock may be filed under another time. */
  clockMs: 60_000,
  /** More than this many intervals between two samples are a hole, which pages show. */
  holeIntervals: 2,
} as const;

interface Known {
  readonly sinceMs: number;
  readonly epoch: string;
  readonly lastSeq: number;
  /** Of the newest sample. */
  readonly untilMs: number;
  readonly heardMs: number;
  readonly batches: readonly SampleColumns[];
}

interface Watched {
  pages: number;
  known: Known | undefined;
}

export class RecentSamples {
  readonly #ingest: CommitFeed & ReceiptFeed;
  readonly #clock: Clock;
  readonly #hosts = new Map<string, Watched>();
  #unsubscribe: readonly (() => void)[] = [];

  constructor({ ingest, clock }: { readonly ingest: CommitFeed & ReceiptFeed; readonly clock: Clock }) {
    this.#ingest = ingest;
    this.#clock = clock;
  }

  async start(): Promise<void> {
    if (this.#unsubscribe.length > 0) return;
    this.#unsubscribe = [
      this.#ingest.onReceived((hosts) => hosts.forEach((host) => this.#note(host))),
      this.#ingest.onCommitted((hosts) => hosts.forEach((host) => this.#forgetRefused(host))),
    ];
  }

  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
    this.#hosts.clear();
  }

  /** A page shows this host until the returned function is called. */
  watch(host: string): () => void {
    const watched = this.#hosts.get(host) ?? { pages: 0, known: undefined };
    if (watched.pages === 0 && this.#hosts.size >= limits.maxHosts) return () => undefined;
    watched.pages += 1;
    this.#hosts.set(host, watched);
    return () => {
      watched.pages -= 1;
      if (watched.pages === 0) this.#hosts.delete(host);
    };
  }

  /** All samples of a host from `fromMs` on, and perhaps some before; undefined: ask the database. */
  since(host: string, fromMs: number): readonly SampleColumns[] | undefined {
    const known = this.#hosts.get(host)?.known;
    if (known === undefined || known.sinceMs > fromMs) return undefined;
    if (this.#clock.monoMs() - known.heardMs > limits.heardMs) return undefined;
    return known.batches.filter(({ tsMs }) => (tsMs.at(-1) ?? 0) >= fromMs);
  }

  #note(event: HostSamples): void {
    const watched = this.#hosts.get(event.host);
    if (watched !== undefined) watched.known = this.#next(watched.known, event);
  }

  #forgetRefused({ host, isRefused }: HostSamples): void {
    const watched = this.#hosts.get(host);
    if (watched !== undefined && isRefused) watched.known = undefined;
  }

  #next(
    known: Known | undefined,
    { epoch, firstSeq, lastSeq, samples, batches }: HostSamples,
  ): Known | undefined {
    const [first] = batches;
    const untilMs = batches.at(-1)?.tsMs.at(-1);
    const isWhole = batches.reduce((sum, batch) => sum + batch.samples, 0) === samples;
    if (first === undefined || untilMs === undefined || !isWhole || !this.#isUnbroken(batches))
      return undefined;
    const heardMs = this.#clock.monoMs();
    if (known?.epoch !== epoch || known.lastSeq + 1 !== firstSeq || !isStep(known.untilMs, first, 0))
      return { sinceMs: first.tsMs[0] ?? untilMs, epoch, lastSeq, untilMs, heardMs, batches };
    const kept = [...known.batches, ...batches].filter(
      ({ tsMs }) => (tsMs.at(-1) ?? 0) >= untilMs - limits.keepMs,
    );
    const sinceMs = Math.max(known.sinceMs, kept[0]?.tsMs[0] ?? untilMs);
    return { sinceMs, epoch, lastSeq, untilMs, heardMs, batches: kept };
  }

  /** Whether these samples follow each other without a hole, at times that our clock agrees with. */
  #isUnbroken(batches: readonly SampleColumns[]): boolean {
    const nowMs = this.#clock.nowMs();
    let before: number | undefined;
    for (const batch of batches) {
      for (let i = 0; i < batch.samples; i++) {
        const tsMs = batch.tsMs[i] ?? NaN;
        if (!(Math.abs(nowMs - tsMs) <= limits.clockMs)) return false;
        if (before !== undefined && !isStep(before, batch, i)) return false;
        before = tsMs;
      }
    }
    return true;
  }
}

/** Whether sample `i` comes after `beforeMs`, and as soon as its interval says. */
function isStep(beforeMs: number, { tsMs, intervalMs }: SampleColumns, i: number): boolean {
  const tookMs = (tsMs[i] ?? NaN) - beforeMs;
  return tookMs > 0 && tookMs <= limits.holeIntervals * (intervalMs[i] ?? 0);
}
