/**
 * Whether a server answers at all. One that stands still (stopped, suspended, its machine out of breath) keeps whatever it is
 * sent, and works it off when it goes on, before what comes then. So nothing is sent to it meanwhile but one question.
 *
 *   there ──a request has no answer for `suspectMs`──► asked ──nor the question for `graceMs`──► away
 *     ▲                                                  │ answered, refused                      │ answered, refused
 *     └──────────────────────────────────────────────────┴────────────────────────────────────────┘
 *
 * Going away gives up every request that was made with `signal`, but uploads, which wait; while away, new requests fail at
 * once. The question is left open, so that the server's first breath answers it. A server that refuses is not away: requests
 * fail by themselves.
 *
 * Limits: at a server that stands still wait the requests that had a connection when it stopped, and after them one question
 * in every `questionMs`.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const presenceLimits = {
  suspectMs: 5_000,
  graceMs: 5_000,
  questionMs: 60_000,
  pauseMs: 500,
  /** Of an upload, while the server answers questions; and once it was away. */
  silenceMs: 30_000,
  returnMs: 10_000,
} as const;

export interface PresenceOptions {
  /** true: the server answered. false: nothing is there. undefined: silence until the signal ended it, or before. */
  readonly ask: (signal: AbortSignal) => Promise<boolean | undefined>;
  /** Default: `presenceLimits`. */
  readonly limits?: Readonly<Record<keyof typeof presenceLimits, number>>;
}

/** The server is away. */
export class AwayError extends Error {
  constructor(sinceMs: number) {
    super(
      `it takes connections and has not answered for ${Math.round((performance.now() - sinceMs) / 1000)} s`,
    );
    this.name = 'AwayError';
  }
}

export class Presence {
  readonly #ask: PresenceOptions['ask'];
  readonly #limits: NonNullable<PresenceOptions['limits']>;
  readonly #closed = new AbortController();
  #silence = silence();
  /** By performance.now(), while away. */
  #awaySinceMs: number | undefined;
  #asking: Promise<void> | undefined;

  constructor({ ask, limits = presenceLimits }: PresenceOptions) {
    this.#ask = ask;
    this.#limits = limits;
  }

  /** Throws AwayError while the server is known to stand still. */
  require(): void {
    if (this.#awaySinceMs !== undefined) throw new AwayError(this.#awaySinceMs);
  }

  /**
   * The outcome of a request, whose silence raises the question. `signal` is for requests that may be given up at any time.
   * Throws AwayError when the server is away, and what the request throws.
   */
  async watch<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.require();
    const { signal } = this.#silence;
    const watch = setInterval(() => void this.#question(), this.#limits.suspectMs);
    try {
      return await request(signal);
    } catch (error) {
      if (signal.aborted) this.require();
      throw error;
    } finally {
      clearInterval(watch);
    }
  }

  /**
   * The same for a request with a long body. It is kept while the server stands still: once cut, what is left of its body ends
   * in a reset when the server goes on, and the embedded engine (26.7) dies of one while it reads. `signal` ends it when the
   * server answers questions and this has no answer for `silenceMs`, or for `returnMs` once the server was away.
   */
  async watchUpload<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.require();
    const { suspectMs, silenceMs, returnMs, graceMs } = this.#limits;
    const ending = new AbortController();
    let leftMs = silenceMs;
    let isAsking = false;
    const ask = async (): Promise<void> => {
      if (isAsking) return;
      isAsking = true;
      const askedMs = performance.now();
      await this.#question();
      isAsking = false;
      leftMs -= suspectMs;
      if (performance.now() - askedMs >= graceMs) leftMs = Math.min(leftMs, returnMs);
      if (leftMs <= 0 && !this.#closed.signal.aborted) ending.abort();
    };
    const watch = setInterval(() => void ask(), suspectMs);
    try {
      return await request(ending.signal);
    } finally {
      clearInterval(watch);
    }
  }

  /** Resolves once the server is not away; throws AwayError when it is after `limitMs`. */
  async untilThere(limitMs: number): Promise<void> {
    if (this.#awaySinceMs !== undefined)
      await Promise.race([this.#asking, delay(limitMs, undefined, { ref: false })]);
    this.require();
  }

  close(): void {
    this.#closed.abort();
  }

  /** One at a time, until something comes of it. */
  #question(): Promise<void> {
    this.#asking ??= this.#askUntilAnswered().finally(() => {
      this.#asking = undefined;
      this.#awaySinceMs = undefined;
      this.#silence = silence();
    });
    return this.#asking;
  }

  async #askUntilAnswered(): Promise<void> {
    const { graceMs, questionMs, pauseMs } = this.#limits;
    const beganMs = performance.now();
    const grace = setTimeout(() => {
      this.#awaySinceMs = beganMs;
      this.#silence.abort();
    }, graceMs);
    while (!this.#closed.signal.aborted) {
      const end = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(questionMs)]);
      if ((await this.#ask(end)) !== undefined) break;
      await delay(pauseMs, undefined, { ref: false });
    }
    clearTimeout(grace);
  }
}

/** As many listen as there are requests under way. */
function silence(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
