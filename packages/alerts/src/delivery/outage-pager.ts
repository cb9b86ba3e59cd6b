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
  told: z.array(z.string()),
  resolvedMs: z.number().nullable(),
});
type OutageState = z.infer<typeof outageState>;

const outageLimits = {
  /** A stall that is over sooner is not told. */
  afterMs: 30_000,
} as const;

export interface OutagePagerOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly channels: readonly OpenChannel[];
  readonly webUrl: () => string;
}

export class OutagePager {
  readonly #options: OutagePagerOptions;
  readonly #aborter = new AbortController();
  #state: OutageState | undefined;
  #loaded = false;
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

  async stop(): Promise<void> {
    this.#aborter.abort();
    await this.#work;
  }

  async #check({ stalledSinceMs, reason }: IngestHealth): Promise<void> {
    await this.#load();
    const nowMs = this.#options.clock.nowMs();
    if (stalledSinceMs === null) return this.#end(nowMs);
    if (nowMs - stalledSinceMs < outageLimits.afterMs) return;
    this.#state ??= { sinceMs: stalledSinceMs, told: [], resolvedMs: null };
    await this.#tell('firing', { reason, state: this.#state });
  }

  async #end(nowMs: number): Promise<void> {
    const state = this.#state;
    if (state === undefined) return;
    if (state.resolvedMs === null) {
      this.#state = { sinceMs: state.sinceMs, told: [], resolvedMs: nowMs };
      // Only those that were told of the begin hear of the end.
      const { told } = state;
      await this.#tell('resolved', { reason: '', state: this.#state, only: told });
    }
    this.#state = undefined;
    await this.#write();
  }

  async #tell(
    kind: 'firing' | 'resolved',
    { reason, state, only }: { reason: string; state: OutageState; only?: readonly string[] },
  ): Promise<void> {
    for (const { name, channel } of this.#options.channels) {
      if (state.told.includes(name) || (only !== undefined && !only.includes(name))) continue;
      const { result } = await channel.notify(this.#message(kind, { reason, state }), this.#aborter.signal);
      if (result === 'retry' && kind === 'firing') continue;
      state.told.push(name);
      await this.#write();
    }
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

  async #write(): Promise<void> {
    await writeFileDurably(this.#options.path, this.#state === undefined ? '' : JSON.stringify(this.#state), {
      mode: 0o600,
    });
  }
}
