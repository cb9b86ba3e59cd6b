// The live connection of a page: GET /api/v1/live as an endless answer.
//
//   paused ──start()──▶ connecting ──answer──▶ live ──end, error, silence──▶ reconnecting ──answer──▶ live
//      ▲                                                                        │ (waits with full jitter, tries again)
//      └──────────── stop(), from any state ◀───────────────────────────────────┘
//   signed-out: the collector answered 401; only start() leaves it.
//
// Invariants: at most one request is open; after stop() nothing is reported any more; `sinceMs` of reconnecting is the
// moment the stream was lost (or first asked for) and does not move while tries fail.
// Limits: a stream without a byte for `silenceLimitMs` is dead (the collector pings every 15 s); waits grow to
// `longestWaitMs`.
import { EventStreamParser, type ServerEvent } from '@hostwire/api/client';

export type StreamState =
  | { phase: 'paused' }
  | { phase: 'connecting' }
  | { phase: 'live' }
  | { phase: 'reconnecting'; sinceMs: number }
  | { phase: 'signed-out' };

export interface LiveStreamOptions {
  url: string;
  onEvent: (event: ServerEvent) => void;
  onState: (state: StreamState) => void;
  /** What the page runs in: replaced in tests. */
  fetch?: typeof fetch;
  nowMs?: () => number;
  random?: () => number;
  silenceLimitMs?: number;
  firstWaitMs?: number;
}

const longestWaitMs = 10_000;

export class LiveStream {
  readonly #options: Required<LiveStreamOptions>;
  #running: AbortController | undefined;

  constructor(options: LiveStreamOptions) {
    this.#options = {
      fetch: (input, init) => fetch(input, init),
      nowMs: Date.now,
      random: Math.random,
      silenceLimitMs: 40_000,
      firstWaitMs: 500,
      ...options,
    };
  }

  start(): void {
    if (this.#running) return;
    this.#running = new AbortController();
    void this.#run(this.#running.signal);
  }

  stop(): void {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = undefined;
    this.#options.onState({ phase: 'paused' });
  }

  async #run(stopped: AbortSignal): Promise<void> {
    const { onState, nowMs, random, firstWaitMs } = this.#options;
    let attempt = 0;
    let lostMs: number | undefined;
    onState({ phase: 'connecting' });
    const isStopped = () => stopped.aborted;
    while (!isStopped()) {
      const outcome = await this.#connect(stopped, () => {
        attempt = 0;
        lostMs = undefined;
        onState({ phase: 'live' });
      });
      if (isStopped()) return;
      if (outcome === 'signed-out') {
        this.#running = undefined;
        onState({ phase: 'signed-out' });
        return;
      }
      lostMs ??= nowMs();
      onState({ phase: 'reconnecting', sinceMs: lostMs });
      await waitFor(random() * Math.min(longestWaitMs, firstWaitMs * 2 ** attempt), stopped);
      attempt += 1;
    }
  }

  /** One connection from its request to its end; it never throws, because every end is followed by another try. */
  async #connect(stopped: AbortSignal, onOpen: () => void): Promise<'signed-out' | 'ended'> {
    const connection = new AbortController();
    const abort = (): void => connection.abort();
    stopped.addEventListener('abort', abort);
    const watchdog = new Watchdog(this.#options.silenceLimitMs, abort);
    try {
      const headers = { accept: 'text/event-stream' };
      const response = await this.#options.fetch(this.#options.url, { signal: connection.signal, headers });
      if (response.status === 401) return 'signed-out';
      if (!response.ok || !response.body) return 'ended';
      onOpen();
      await this.#read(response.body, watchdog, stopped);
      return 'ended';
    } catch {
      // Refused, cut off, silent for too long or not an event stream: the state shown says since when.
      return 'ended';
    } finally {
      watchdog.stop();
      stopped.removeEventListener('abort', abort);
      connection.abort();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, watchdog: Watchdog, stopped: AbortSignal): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || stopped.aborted) return;
      watchdog.feed();
      for (const event of parser.push(decoder.decode(value, { stream: true }))) this.#options.onEvent(event);
    }
  }
}

/** Calls `onSilence` when it has not been fed for a while. */
class Watchdog {
  readonly #limitMs: number;
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout>;

  constructor(limitMs: number, onSilence: () => void) {
    this.#limitMs = limitMs;
    this.#onSilence = onSilence;
    this.#timer = setTimeout(onSilence, limitMs);
  }

  feed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onSilence, this.#limitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

function waitFor(ms: number, aborted: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      aborted.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    aborted.addEventListener('abort', done);
  });
}
