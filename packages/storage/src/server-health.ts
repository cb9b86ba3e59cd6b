/**
 * Whether a server answers at all. A server that was stopped or suspended still accepts connections and requests, and works
 * them off when it goes on. So while it does not answer, nothing is sent to it but one health probe.
 *
 *   responsive ──a request has no answer for `suspectMs`──► probed ──nor has the probe for `graceMs`──► unresponsive
 *       ▲                                                     │ answered, refused                        │ answered, refused
 *       └─────────────────────────────────────────────────────┴──────────────────────────────────────────┘
 *
 * When the server becomes unresponsive, every request that was made with `signal` is given up, except uploads, which wait; new
 * requests fail at once. The probe is left open, so that the server's first answer ends it. A server that refuses connections
 * is not unresponsive: requests fail by themselves.
 *
 * Limits: an unresponsive server has the requests that had a connection when it stopped, and after them one probe in every
 * `probeMs`.
 */
import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const serverHealthLimits = {
  suspectMs: 5_000,
  graceMs: 5_000,
  probeMs: 60_000,
  pauseMs: 500,
  /** Of an upload, while the server answers probes; and once it was unresponsive. */
  silenceMs: 30_000,
  returnMs: 10_000,
} as const;

export interface ServerHealthOptions {
  /** true: the server answered. false: nothing is there. undefined: silence until the signal ended it, or before. */
  readonly ask: (signal: AbortSignal) => Promise<boolean | undefined>;
  /** Default: `serverHealthLimits`. */
  readonly limits?: Readonly<Record<keyof typeof serverHealthLimits, number>>;
}

/** The server does not answer. */
export class UnresponsiveError extends Error {
  constructor(sinceMs: number) {
    super(
      `it takes connections and has not answered for ${Math.round((performance.now() - sinceMs) / 1000)} s`,
    );
    this.name = 'AwayError';
  }
}

export class ServerHealth {
  readonly #probeOnce: ServerHealthOptions['ask'];
  readonly #limits: NonNullable<ServerHealthOptions['limits']>;
  readonly #closed = new AbortController();
  #silence = silence();
  /** By performance.now(), while unresponsive. */
  #unresponsiveSinceMs: number | undefined;
  #probing: Promise<void> | undefined;

  constructor({ ask, limits = serverHealthLimits }: ServerHealthOptions) {
    this.#probeOnce = ask;
    this.#limits = limits;
  }

  /** Throws UnresponsiveError while the server is known to be unresponsive. */
  require(): void {
    if (this.#unresponsiveSinceMs !== undefined) throw new UnresponsiveError(this.#unresponsiveSinceMs);
  }

  /**
   * The outcome of a request, whose silence starts the probe. `signal` is for requests that may be given up at any time.
   * Throws UnresponsiveError when the server is unresponsive, and what the request throws.
   */
  async watch<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.require();
    const { signal } = this.#silence;
    const watch = setInterval(() => void this.#probe(), this.#limits.suspectMs);
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
   * The same for a request with a long body. It is kept while the server is unresponsive: once cut, what is left of its body ends
   * in a reset when the server goes on, and the embedded engine (26.7) dies of one while it reads. `signal` ends it when the
   * server answers probes and this has no answer for `silenceMs`, or for `returnMs` once the server was unresponsive.
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
      await this.#probe();
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

  /** Resolves once the server answers; throws UnresponsiveError when it is after `limitMs`. */
  async untilResponsive(limitMs: number): Promise<void> {
    if (this.#unresponsiveSinceMs !== undefined)
      await Promise.race([this.#probing, delay(limitMs, undefined, { ref: false })]);
    this.require();
  }

  close(): void {
    this.#closed.abort();
  }

  /** One at a time, until something comes of it. */
  #probe(): Promise<void> {
    this.#probing ??= this.#probeUntilAnswered().finally(() => {
      this.#probing = undefined;
      this.#unresponsiveSinceMs = undefined;
      this.#silence = silence();
    });
    return this.#probing;
  }

  async #probeUntilAnswered(): Promise<void> {
    const { graceMs, probeMs, pauseMs } = this.#limits;
    const beganMs = performance.now();
    const grace = setTimeout(() => {
      this.#unresponsiveSinceMs = beganMs;
      this.#silence.abort();
    }, graceMs);
    while (!this.#closed.signal.aborted) {
      const end = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(probeMs)]);
      if ((await this.#probeOnce(end)) !== undefined) break;
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
