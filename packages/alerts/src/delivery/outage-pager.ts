/**
 * Tells people that nothing is stored while the database itself, which holds the queue, does not answer. What was told is
 * kept in a small file, so that a restart neither forgets nor repeats it.
 */
import { readFile } from 'node:fs/promises';
import { toError, writeFileDurably, type Clock, type Logger } from '@hostwire/runtime';
import { z } from 'zod';
import { uuidOf } from '../life/alert-identity.ts';
import type { IngestHealth } from '../evaluation/fleet.ts';
import type { Message } from '../message/message.ts';
import type { OpenChannel } from './routes.ts';

const outageState = z.object({
  sinceMs: z.number(),
  /** Channels that were told of the begin. */
  notified: z.array(z.string()),
  /** Of those, the ones that were told of the end. */
  ended: z.array(z.string()).default([]),
  resolvedMs: z.number().nullable(),
});
type OutageState = z.infer<typeof outageState>;

const outageLimits = {
  /** A process that stood still finds that nothing was evaluated meanwhile: only what several checks see is an outage. */
  leastChecks: 3,
  /** Checks further apart than this do not follow each other. */
  pauseMs: 30_000,
  /** A stall that is over sooner is not told. */
  afterMs: 30_000,
  /** A channel that does not take the end for so long is left alone. */
  endMs: 3_600_000,
} as const;

export interface OutagePagerOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** As they are now. */
  readonly channels: () => Iterable<OpenChannel>;
  readonly webUrl: () => string;
}

export class OutagePager {
  readonly #options: OutagePagerOptions;
  readonly #aborter = new AbortController();
  #state: OutageState | undefined;
  #loaded = false;
  #stalledChecks = 0;
  #checkedMs = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(options: OutagePagerOptions) {
    this.#options = options;
  }

  /** Called every few seconds. */
  check(health: IngestHealth): void {
    this.#work = this.#work
      .then(() => this.#check(health))
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: toError(error) }, 'the state of the outage could not be written');
      });
  }

  /** Resolves when everything that was checked is told. */
  idle(): Promise<void> {
    return this.#work;
  }

  async stop(): Promise<void> {
    this.#aborter.abort();
    await this.idle();
  }

  async #check({ stalledSinceMs, reason }: IngestHealth): Promise<void> {
    await this.#load();
    const nowMs = this.#options.clock.nowMs();
    let state = this.#state;
    if (state?.resolvedMs === null && stalledSinceMs === null) {
      state = { ...state, resolvedMs: nowMs };
      await this.#write(state);
    }
    const isOver = state !== undefined && state.resolvedMs !== null;
    const isSeen = this.#isSeenLongEnough(stalledSinceMs !== null);
    if (stalledSinceMs !== null && isSeen && nowMs - stalledSinceMs >= outageLimits.afterMs)
      await this.#notifyBegin(state === undefined || isOver ? newOutage(stalledSinceMs) : state, reason);
    else if (state !== undefined && isOver) await this.#notifyEnd(state, nowMs);
  }

  #isSeenLongEnough(isStalled: boolean): boolean {
    const monoMs = this.#options.clock.monoMs();
    if (!isStalled || monoMs - this.#checkedMs > outageLimits.pauseMs) this.#stalledChecks = 0;
    this.#checkedMs = monoMs;
    if (isStalled) this.#stalledChecks++;
    return this.#stalledChecks >= outageLimits.leastChecks;
  }

  /** Channels that do not take it are tried again at the next check. */
  async #notifyBegin(outage: OutageState, reason: string): Promise<void> {
    let state = outage;
    // Its begin names the message: whoever goes on after a kill sends the same one.
    if (this.#state?.sinceMs !== state.sinceMs) await this.#write(state);
    for (const { name, channel } of this.#options.channels()) {
      if (state.notified.includes(name)) continue;
      const message = this.#message('firing', { reason, state });
      const { result } = await channel.notify(message, this.#aborter.signal);
      if (result === 'retry') continue;
      state = { ...state, notified: [...state.notified, name] };
      await this.#write(state);
    }
  }

  /** Only those that were told of the begin hear of the end. */
  async #notifyEnd(outage: OutageState, nowMs: number): Promise<void> {
    let state = outage;
    for (const { name, channel } of this.#options.channels()) {
      if (!state.notified.includes(name) || state.ended.includes(name)) continue;
      const { result } = await channel.notify(
        this.#message('resolved', { reason: '', state }),
        this.#aborter.signal,
      );
      if (result === 'retry') continue;
      state = { ...state, ended: [...state.ended, name] };
      await this.#write(state);
    }
    const isNotified = state.notified.every((name) => state.ended.includes(name));
    const isLate = nowMs - (state.resolvedMs ?? nowMs) > outageLimits.endMs;
    if (isNotified || isLate) await this.#write(undefined);
  }

  #message(kind: 'firing' | 'resolved', { reason, state }: { reason: string; state: OutageState }): Message {
    const url = this.#options.webUrl();
    const since = new Date(state.sinceMs).toISOString();
    const title =
      kind === 'firing'
        ? `The collector stores nothing: ${reason}`
        : 'The collector stores what arrives again';
    return {
      id: uuidOf(['outage', state.sinceMs, kind]),
      kind,
      topic: uuidOf(['outage', state.sinceMs]),
      severity: 'critical',
      title,
      text: `Rule ingest_stalled\nSince ${since}\nAgents keep their samples meanwhile. While this lasts no host counts as silent.`,
      alerts: [],
      count: 1,
      tsMs: this.#options.clock.nowMs(),
      url,
      silence: 'hostwire doctor',
    };
  }

  async #load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    const text = await readFile(this.#options.path, 'utf8').catch(() => '');
    const parsed = text === '' ? undefined : outageState.safeParse(JSON.parse(text));
    if (parsed?.success) this.#state = parsed.data;
  }

  /** What is told next depends on it, so it is on disk first. */
  async #write(state: OutageState | undefined): Promise<void> {
    const text = state === undefined ? '' : JSON.stringify(state);
    await writeFileDurably(this.#options.path, text, { mode: 0o600 });
    this.#state = state;
  }
}

function newOutage(sinceMs: number): OutageState {
  return { sinceMs, notified: [], ended: [], resolvedMs: null };
}
