/**
 * Tells web pages what changes while they look.
 *
 * A client watches the fleet or one host. Who watches the fleet gets all of it once, and then what changed, at most once
 * a second; it is written out once, however many watch. While nobody does, nothing is compared. A client that watches a
 * host is told when samples of it are received, at most once a second: they are at hand then (recent-samples.ts). What is not
 * at hand before it is committed, history above all, it is told of when it is.
 *
 * Limits: `maxClients`; a client that does not take what it is sent is cut off (event-stream.ts). A client whose
 * session has ended is cut off with the next ping.
 */
import { HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import { applyFleetChanges, fleetChanges, type FleetEvent, type SamplesEvent } from '@hostwire/api';
import { eventText, type EventStream } from './event-stream.ts';
import type { CommitFeed, HostSamples, ReceiptFeed } from './sample-feed.ts';

export const liveLimits = {
  maxClients: 500,
  fleetEveryMs: 1_000,
  samplesEveryMs: 1_000,
  pingEveryMs: 15_000,
} as const;

/** Where events go: an EventStream. */
export type LiveStream = Pick<EventStream, 'send' | 'ping' | 'end' | 'onClose'>;

export interface LiveClient {
  readonly stream: LiveStream;
  /** undefined: the fleet. */
  readonly host: string | undefined;
  /** Whether its session is still good. */
  allowed(): boolean;
  /** Of the fleet, which hosts it is shown; undefined: every one. */
  readonly sees?: ((host: string) => boolean) | undefined;
}

export interface LiveHubOptions {
  readonly ingest: CommitFeed & ReceiptFeed;
  readonly clock: Clock;
  readonly logger: Logger;
  readFleet(): Promise<FleetEvent>;
  /** Somebody looks at a host (undefined: at the fleet) until the returned function is called. */
  watch(host: string | undefined): () => void;
  /** Default: those of `liveLimits`. */
  readonly fleetEveryMs?: number;
  readonly pingEveryMs?: number;
}

interface HostWatch {
  readonly clients: Set<LiveClient>;
  /** Came since the last event; undefined: nothing. */
  lastTsMs: number | undefined;
  cooldown: NodeJS.Timeout | undefined;
}

export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #fleetEveryMs: number;
  /** Each with what ends its watch. */
  readonly #clients = new Map<LiveClient, () => void>();
  readonly #hosts = new Map<string, HostWatch>();
  #fleetTimer: NodeJS.Timeout | undefined;
  #fleetRound: Promise<void> | undefined;
  /** Said once, until a round succeeds. */
  #isUnreadable = false;
  /** What the clients that have all of the fleet know of it. */
  #fleet: FleetEvent | undefined;
  /** Fleet clients that have nothing yet. */
  readonly #newcomers = new Set<LiveClient>();
  #pings: NodeJS.Timeout | undefined;
  #unsubscribe: readonly (() => void)[] = [];
  #running = false;

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#fleetEveryMs = options.fleetEveryMs ?? liveLimits.fleetEveryMs;
  }

  async start(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { ingest } = this.#options;
    this.#unsubscribe = [
      ingest.onReceived((hosts) => this.#came(hosts.filter(isAtHand))),
      ingest.onCommitted((hosts) => this.#came(hosts.filter((host) => !isAtHand(host)))),
    ];
    this.#pings = setInterval(() => this.#ping(), this.#options.pingEveryMs ?? liveLimits.pingEveryMs);
  }

  async stop(): Promise<void> {
    this.#running = false;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearInterval(this.#pings);
    clearTimeout(this.#fleetTimer);
    for (const client of [...this.#clients.keys()]) {
      client.stream.end();
      this.#remove(client);
    }
    await this.#fleetRound;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** Throws LIVE_FULL (retryable) before anything is sent when there are too many clients. */
  assertRoom(): void {
    if (this.#running && this.#clients.size < liveLimits.maxClients) return;
    throw new HostwireError(
      'LIVE_FULL',
      `${liveLimits.maxClients} pages are being kept up to date already: close some`,
      {
        retryable: true,
      },
    );
  }

  /** The client's stream is open. It is forgotten when the stream closes. */
  add(client: LiveClient): void {
    this.#clients.set(client, this.#options.watch(client.host));
    client.stream.onClose(() => this.#remove(client));
    if (client.host === undefined) this.#watchFleet(client);
    else this.#watchHost(client.host, client);
  }

  #remove(client: LiveClient): void {
    this.#clients.get(client)?.();
    this.#clients.delete(client);
    this.#newcomers.delete(client);
    if (client.host === undefined) return;
    const watch = this.#hosts.get(client.host);
    watch?.clients.delete(client);
    if (watch?.clients.size !== 0) return;
    clearTimeout(watch.cooldown);
    this.#hosts.delete(client.host);
  }

  #watchHost(host: string, client: LiveClient): void {
    const watch = this.#hosts.get(host) ?? { clients: new Set(), lastTsMs: undefined, cooldown: undefined };
    watch.clients.add(client);
    this.#hosts.set(host, watch);
  }

  #watchFleet(client: LiveClient): void {
    this.#newcomers.add(client);
    if (this.#fleetTimer === undefined && this.#fleetRound === undefined) this.#beginRound();
  }

  #fleetClients(): LiveClient[] {
    return [...this.#clients.keys()].filter(({ host }) => host === undefined);
  }

  #beginRound(): void {
    this.#fleetTimer = undefined;
    if (!this.#running || this.#fleetClients().length === 0) {
      this.#fleet = undefined;
      return;
    }
    const beganMs = this.#options.clock.monoMs();
    this.#fleetRound = this.#sendFleet().then(() => {
      this.#fleetRound = undefined;
      const tookMs = this.#options.clock.monoMs() - beganMs;
      if (this.#running)
        this.#fleetTimer = setTimeout(() => this.#beginRound(), Math.max(this.#fleetEveryMs - tookMs, 0));
    });
  }

  async #sendFleet(): Promise<void> {
    try {
      const fleet = await this.#options.readFleet();
      this.#isUnreadable = false;
      this.#sendChanges(fleet);
    } catch (error) {
      if (!this.#isUnreadable)
        this.#options.logger.warn({ err: toError(error) }, 'fleet could not be read for live pages');
      this.#isUnreadable = true;
    }
  }

  #sendChanges(fleet: FleetEvent): void {
    const known = this.#fleet;
    const changes = known === undefined ? undefined : fleetChanges(known, fleet);
    // Everybody has the same: newcomers, too, get what the others have after the changes.
    const next =
      known !== undefined && changes !== undefined ? applyFleetChanges(known, changes) : (known ?? fleet);
    this.#fleet = next;
    const text = changes === undefined ? undefined : eventText('changes', changes);
    let snapshot: string | undefined;
    for (const client of this.#fleetClients()) {
      const { sees, stream } = client;
      if (this.#newcomers.delete(client))
        stream.send(
          sees === undefined
            ? (snapshot ??= eventText('fleet', next))
            : eventText('fleet', seenOf(next, sees)),
        );
      else if (sees === undefined) send(stream, text);
      else if (known !== undefined) send(stream, changesText(seenOf(known, sees), seenOf(next, sees)));
    }
  }

  #came(hosts: readonly HostSamples[]): void {
    if (this.#hosts.size === 0) return;
    for (const { host, samples, lastTsMs } of hosts) {
      const watch = this.#hosts.get(host);
      if (watch === undefined || samples === 0) continue;
      watch.lastTsMs = Math.max(watch.lastTsMs ?? 0, lastTsMs);
      if (watch.cooldown === undefined) this.#sendSamples(host, watch);
    }
  }

  #sendSamples(host: string, watch: HostWatch): void {
    watch.cooldown = undefined;
    if (watch.lastTsMs === undefined) return;
    const event: SamplesEvent = { host, lastTsMs: watch.lastTsMs };
    watch.lastTsMs = undefined;
    const text = eventText('samples', event);
    for (const { stream } of watch.clients) stream.send(text);
    watch.cooldown = setTimeout(() => this.#sendSamples(host, watch), liveLimits.samplesEveryMs);
  }

  #ping(): void {
    for (const client of [...this.#clients.keys()]) {
      if (client.allowed()) client.stream.ping();
      else client.stream.end();
    }
  }
}

/** Whether all of it could be answered from memory. */
function isAtHand({ samples, batches }: HostSamples): boolean {
  return batches.reduce((sum, batch) => sum + batch.samples, 0) === samples;
}

/** The part of the fleet that somebody sees. */
function seenOf({ hosts, alerts }: FleetEvent, sees: (host: string) => boolean): FleetEvent {
  return {
    hosts: hosts.filter(({ host }) => sees(host)),
    alerts: alerts.filter(({ host }) => sees(host)),
  };
}

function send(stream: LiveStream, text: string | undefined): void {
  if (text !== undefined) stream.send(text);
}

function changesText(before: FleetEvent, after: FleetEvent): string | undefined {
  const changes = fleetChanges(before, after);
  return changes === undefined ? undefined : eventText('changes', changes);
}
