import { ApiError } from '@hostwire/api/client';
import { signal } from '@preact/signals';
import { collector } from '../api/collector.ts';
import type { HostDetail } from '../api/types.ts';
import { keepLastKnown } from '../fleet/last-known.ts';
import { noticeSignedOut } from '../session/session.ts';

const refreshMs = 5_000;

/** What is known of a host besides its charts, asked for every few seconds while the page is visible. */
export class HostDetailFeed {
  readonly detail = signal<HostDetail | undefined>(undefined);
  readonly error = signal<ApiError | undefined>(undefined);
  readonly #host: string;
  #gone = new AbortController();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: string) {
    this.#host = host;
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
      const body = await collector.hosts.show({ params: { host: this.#host }, signal });
      const [kept = body] = keepLastKnown(this.detail.peek() ? [this.detail.peek()!] : [], [body]);
      this.detail.value = { ...body, ...kept };
      this.error.value = undefined;
    } catch (error) {
      if (signal.aborted || noticeSignedOut(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.error.value = error;
    }
  }
}
