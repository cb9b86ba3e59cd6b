import { signal } from '@preact/signals';
import type { HostDetail } from '../api/types.ts';
import { getJson, RequestError } from '../api/request.ts';
import { learnServerTime } from '../clock/server-clock.ts';
import { keepLastKnown } from '../fleet/last-known.ts';
import { noticeSignedOut } from '../session/session.ts';

const refreshMs = 5_000;

/** What is known of a host besides its charts, asked for every few seconds while the page is visible. */
export class HostDetailFeed {
  readonly detail = signal<HostDetail | undefined>(undefined);
  readonly error = signal<RequestError | undefined>(undefined);
  readonly #path: string;
  #gone = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: string) {
    this.#path = `/api/v1/hosts/${encodeURIComponent(host)}`;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#gone = new AbortController();
    void this.load();
    this.#timer = setInterval(() => void (document.hidden || this.load()), refreshMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#gone.abort();
  }

  /** Never rejects: a failure is shown by the page. */
  async load(): Promise<void> {
    const { signal } = this.#gone;
    try {
      const { body, serverMs } = await getJson<HostDetail>(this.#path, signal);
      learnServerTime(serverMs);
      const [kept = body] = keepLastKnown(this.detail.peek() ? [this.detail.peek()!] : [], [body]);
      this.detail.value = { ...body, ...kept };
      this.error.value = undefined;
    } catch (error) {
      if (signal.aborted || noticeSignedOut(error)) return;
      if (!(error instanceof RequestError)) throw error;
      this.error.value = error;
    }
  }
}
