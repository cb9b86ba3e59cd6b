/**
 * One durable queue for all channels. Each entry is one alert event for one channel; entries of a group that wait
 * together go out as one message.
 *
 *   queued (on disk before the event is) ──► sending (message id on disk) ──► delivered | refused
 *                                                └──────── failed ◄──────────┘ (again after a back-off)
 *
 * After a kill between two steps: queued without an event is void; queued is sent; sending is sent again with the same
 * message id and the same events, so a receiver that has it recognises it. Events of one group go out in their order,
 * so resolved never overtakes firing; groups do not wait for each other. Of several collectors one sends: what is queued and what
 * is begun is written under its lease.
 * Limits: `maxAttempts` per message with full-jitter back-off or what Retry-After says, `maxConcurrent` messages under
 * way, `maxQueued` entries in memory (more stay on disk), `maxAgeMs` until an entry is left alone.
 */
import { fullJitterMs, toError, type Clock, type Logger } from '@hostwire/runtime';
import {
  insertAlertDeliveries,
  readPendingDeliveries,
  type AlertDeliveryRow,
  type AlertEventRow,
  type Fence,
  type QueryRunner,
  type RowInserter,
  type Uploader,
} from '@hostwire/storage';
import { uuidOf } from '../life/alert-identity.ts';
import type { Channel, Message, Outcome } from '../message/message.ts';

const deliveryLimits = {
  maxAttempts: 12,
  maxConcurrent: 4,
  maxQueued: 20_000,
  maxAgeMs: 86_400_000,
  maxEventsPerMessage: 1_000,
  /** After a message, further events of its group and state wait this long and go out together. */
  groupIntervalMs: 30_000,
  /** What is under way at the end may take this long: broken off, it might be sent twice. */
  stopGraceMs: 2_000,
  backoff: { baseMs: 2_000, capMs: 300_000 },
} as const;

export interface Delivery {
  readonly event: AlertEventRow;
  readonly channel: string;
}

interface Entry extends Delivery {
  attempts: number;
  messageId: string;
}

interface Group {
  readonly channel: string;
  entries: Entry[];
  /** After a failure: when to try again. */
  notBeforeMs: number;
  /** More of the state that was told last waits until then. */
  gathersUntilMs: number;
  lastState: string;
}

/** When the next message of a group may go out. */
function dueMs({ entries, notBeforeMs, gathersUntilMs, lastState }: Group): number {
  return entries[0]?.event.state === lastState ? Math.max(notBeforeMs, gathersUntilMs) : notBeforeMs;
}

export interface DeliveryQueueOptions {
  readonly db: QueryRunner & RowInserter & Uploader;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Throws FENCED when another collector tells people. */
  readonly fence: () => Fence;
  /** As they are now. */
  readonly channels: () => ReadonlyMap<string, { readonly channel: Channel }>;
  /** Events with the same key share a message. */
  groupKey(event: AlertEventRow): string;
  readonly compose: (delivery: {
    events: readonly AlertEventRow[];
    channel: string;
    messageId: string;
  }) => Promise<Message>;
  readonly backoff?: { readonly baseMs: number; readonly capMs: number };
  readonly groupIntervalMs?: number;
}

export class DeliveryQueue {
  readonly #options: DeliveryQueueOptions;
  readonly #groups = new Map<string, Group>();
  readonly #underWay = new Map<string, Promise<void>>();
  /** Entries in memory, and those that were settled while the disk was read. */
  readonly #known = new Set<string>();
  readonly #settled = new Set<string>();
  #moreOnDisk = true;
  #running = false;
  #aborter = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #fetching: Promise<void> | undefined;

  constructor(options: DeliveryQueueOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#moreOnDisk = true;
    this.#aborter = new AbortController();
    this.#wake(0);
  }

  /** Waits a little for what is under way, then breaks it off; it stays queued on disk. */
  async stop(): Promise<void> {
    this.#running = false;
    clearTimeout(this.#timer);
    const overdue = setTimeout(() => this.#aborter.abort(), deliveryLimits.stopGraceMs);
    await Promise.all([this.#fetching, ...this.#underWay.values()]);
    clearTimeout(overdue);
    this.#groups.clear();
    this.#known.clear();
  }

  /** Resolves when it is on disk that these are to be delivered. */
  async reserve(deliveries: readonly Delivery[]): Promise<void> {
    const entries = deliveries.map((each) => ({ ...each, attempts: 0, messageId: '' }));
    if (entries.length > 0) await this.#write(entries, 'queued', { fence: this.#options.fence() });
  }

  /** Begins to deliver what was reserved; does not wait. */
  enqueue(deliveries: readonly Delivery[]): void {
    if (!this.#running) return;
    for (const each of deliveries) this.#add({ ...each, attempts: 0, messageId: '' });
    this.#wake(0);
  }

  #add(entry: Entry): void {
    const key = entryKey(entry);
    if (this.#known.has(key) || this.#settled.has(key) || !this.#options.channels().has(entry.channel))
      return;
    if (this.#known.size >= deliveryLimits.maxQueued) {
      this.#moreOnDisk = true;
      return;
    }
    this.#known.add(key);
    const groupKey = JSON.stringify([entry.channel, this.#options.groupKey(entry.event)]);
    const group = this.#groups.get(groupKey) ?? {
      ...{ channel: entry.channel, entries: [] },
      ...{ notBeforeMs: 0, gathersUntilMs: 0, lastState: '' },
    };
    group.entries.push(entry);
    this.#groups.set(groupKey, group);
  }

  #wake(delayMs: number): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#dispatch(), delayMs);
  }

  #dispatch(): void {
    if (this.#moreOnDisk && this.#known.size < deliveryLimits.maxQueued / 2) this.#fetchMore();
    const nowMs = this.#options.clock.monoMs();
    let nextMs = Infinity;
    for (const [key, group] of this.#groups) {
      if (this.#underWay.has(key)) continue;
      if (group.entries.length === 0) {
        if (group.gathersUntilMs <= nowMs) this.#groups.delete(key);
        continue;
      }
      if (this.#underWay.size >= deliveryLimits.maxConcurrent) return; // whichever ends first wakes us
      if (dueMs(group) > nowMs) {
        nextMs = Math.min(nextMs, dueMs(group));
        continue;
      }
      const work = this.#deliver(group).then(() => {
        this.#underWay.delete(key);
        this.#wake(0);
      });
      this.#underWay.set(key, work);
    }
    if (nextMs < Infinity) this.#wake(nextMs - nowMs);
  }

  /** Takes up what is on disk and not in memory. A failure is tried again with the usual back-off. */
  #fetchMore(): void {
    if (this.#fetching !== undefined) return;
    const { db, clock, logger } = this.#options;
    const { maxAttempts, maxAgeMs, maxQueued } = deliveryLimits;
    const query = { maxAttempts, queuedAfterMs: clock.nowMs() - maxAgeMs, limit: maxQueued };
    this.#fetching = readPendingDeliveries(db, query)
      .then((pending) => {
        this.#moreOnDisk = pending.length === maxQueued;
        for (const { event, channel, attempts, messageId } of pending)
          this.#add({ event, channel, attempts, messageId });
        return 0;
      })
      .catch((error: unknown) => {
        logger.warn({ err: toError(error) }, 'queued alert messages could not be read, will try again');
        return fullJitterMs(1, this.#backoff());
      })
      .then((delayMs) => {
        this.#fetching = undefined;
        this.#settled.clear();
        this.#wake(delayMs);
      });
  }

  /** One message, with its steps on disk. Never rejects. */
  async #deliver(group: Group): Promise<void> {
    const { channels, clock, logger, compose } = this.#options;
    const entries = nextMessage(group.entries);
    const messageId =
      entries[0]!.messageId || uuidOf(['message', group.channel, ...entries.map(({ event }) => event.id)]);
    const attempts = entries[0]!.attempts + 1;
    for (const entry of entries) [entry.messageId, entry.attempts] = [messageId, attempts];
    let outcome: Outcome;
    try {
      await this.#write(entries, 'sending', { fence: this.#options.fence() });
      const events = entries.map(({ event }) => event);
      const open = channels().get(group.channel);
      outcome =
        open === undefined
          ? { result: 'refuse', why: 'there is no channel of that name any more' }
          : await open.channel.notify(
              await compose({ events, channel: group.channel, messageId }),
              this.#aborter.signal,
            );
    } catch (error) {
      outcome = { result: 'retry', why: toError(error).message };
    }
    if (!this.#running && outcome.result === 'retry') return;
    const isGivenUp = outcome.result === 'retry' && attempts >= deliveryLimits.maxAttempts;
    const fields = { channel: group.channel, messageId, alerts: entries.length, attempts };
    if (outcome.result === 'done') logger.info(fields, 'alert message delivered');
    else if (outcome.result === 'refuse' || isGivenUp)
      logger.error({ ...fields, why: outcome.why }, 'alert message was not delivered, giving up');
    else logger.warn({ ...fields, why: outcome.why }, 'alert message was not delivered, will try again');
    if (outcome.result === 'retry' && !isGivenUp)
      group.notBeforeMs = clock.monoMs() + (outcome.afterMs ?? fullJitterMs(attempts, this.#backoff()));
    else {
      group.gathersUntilMs =
        clock.monoMs() + (this.#options.groupIntervalMs ?? deliveryLimits.groupIntervalMs);
      group.lastState = entries[0]!.event.state;
      this.#remove(group, entries);
    }
    const outcomes = { done: 'delivered', retry: 'failed', refuse: 'refused' } as const;
    const detail = outcome.result === 'done' ? '' : outcome.why.slice(0, 500);
    // What happened happened, whoever tells people by now.
    await this.#write(entries, outcomes[outcome.result], { detail }).catch((error: unknown) =>
      logger.warn({ ...fields, err: toError(error) }, 'what became of an alert message was not recorded'),
    );
  }

  async #write(
    entries: readonly Entry[],
    outcome: AlertDeliveryRow['outcome'],
    { detail = '', fence }: { detail?: string; fence?: Fence },
  ): Promise<void> {
    const tsMs = this.#options.clock.nowMs();
    const rows = entries.map(({ event, channel, attempts, messageId }) => {
      return { eventId: event.id, channel, outcome, attempts, messageId, tsMs, detail };
    });
    await insertAlertDeliveries(this.#options.db, rows, fence);
  }

  #remove(group: Group, entries: readonly Entry[]): void {
    group.entries = group.entries.filter((entry) => !entries.includes(entry));
    for (const entry of entries) {
      this.#known.delete(entryKey(entry));
      if (this.#fetching !== undefined) this.#settled.add(entryKey(entry));
    }
  }

  #backoff(): { readonly baseMs: number; readonly capMs: number } {
    return this.#options.backoff ?? deliveryLimits.backoff;
  }
}

/** The first entries that make one message: those of a message that was begun, or all of one state up to the next. */
function nextMessage(entries: readonly Entry[]): Entry[] {
  const first = entries[0]!;
  if (first.messageId !== '') return entries.filter(({ messageId }) => messageId === first.messageId);
  const end = entries.findIndex(
    ({ event, messageId }) => event.state !== first.event.state || messageId !== '',
  );
  return entries.slice(0, Math.min(end === -1 ? entries.length : end, deliveryLimits.maxEventsPerMessage));
}

function entryKey({ event, channel }: Delivery): string {
  return `${channel}/${event.id}`;
}
