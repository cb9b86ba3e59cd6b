import type { ChartsResponse, FleetEvent } from '@hostwire/api';
import { ApiError, applyFleetChanges, type Client, type FleetChanges } from '@hostwire/api/client';
import type { Fleet, HostData, Link } from '../state.ts';
import { hostChartIds } from '../host-chart-ids.ts';
import { wait } from './wait.ts';
import { watchEvents } from './watch-events.ts';

/** What the screen shows, and so what is asked for. */
interface Wanted {
  /** undefined: the fleet. */
  readonly host: string | undefined;
  /** undefined: the present, live. */
  readonly atMs: number | undefined;
  /** What one column of a chart stands for, and how many there are. */
  readonly stepMs: number;
  readonly steps: number;
}

interface TopFeedOptions {
  readonly client: Client;
  readonly nowMs: () => number;
  readonly onFleet: (fleet: Fleet) => void;
  readonly onHost: (data: HostData) => void;
  readonly onLink: (link: Link) => void;
}

/** Whoever holds an arrow key passes many instants: only those that stay so long are asked for. */
const settleMs = 150;
const backoffMs = { least: 1_000, most: 10_000 } as const;
/** Processes and what the agent says of itself change every 10 s. */
const programsEveryMs = 5_000;
/** A host of which nothing comes is asked for all the same, so that the charts move on. */
const hostEveryMs = 5_000;
const maxAlerts = 1_000;

/** Keeps up what the screen shows, through the API alone. One thing is wanted at a time; asking anew ends what was. */
export class TopFeed {
  readonly #options: TopFeedOptions;
  #wanted: Wanted | undefined;
  #current: AbortController | undefined;

  constructor(options: TopFeedOptions) {
    this.#options = options;
  }

  /** Never throws: what fails is told by `onLink` and tried again. */
  show(wanted: Wanted): void {
    const before = this.#wanted;
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(wanted)) return;
    this.#wanted = wanted;
    this.stop();
    const current = new AbortController();
    this.#current = current;
    void this.#keepUp(wanted, current.signal);
  }

  stop(): void {
    this.#current?.abort();
  }

  async #keepUp(wanted: Wanted, signal: AbortSignal): Promise<void> {
    if (wanted.atMs !== undefined) await wait(settleMs, signal);
    let pauseMs: number = backoffMs.least;
    const isOver = () => signal.aborted;
    while (!isOver()) {
      try {
        if (wanted.atMs !== undefined) {
          await this.#past(wanted, wanted.atMs, signal);
          return;
        }
        await this.#live(wanted, signal);
        pauseMs = backoffMs.least;
      } catch (error) {
        if (isOver()) return;
        this.#options.onLink({ phase: 'failed', message: messageOf(error) });
      }
      await wait(pauseMs, signal);
      pauseMs = Math.min(2 * pauseMs, backoffMs.most);
    }
  }

  async #past({ host, stepMs, steps }: Wanted, atMs: number, signal: AbortSignal): Promise<void> {
    const { client, onFleet, onHost, onLink } = this.#options;
    const [{ hosts }, { alerts }] = await Promise.all([
      client.hosts.list({ query: { atMs }, signal }),
      client.alerts.list({ query: { state: 'all', sinceMs: atMs, limit: maxAlerts }, signal }),
    ]);
    signal.throwIfAborted();
    const firing = alerts.filter(
      ({ firedMs, resolvedMs }) => firedMs !== null && firedMs <= atMs && (resolvedMs ?? Infinity) > atMs,
    );
    onFleet({ hosts, alerts: firing.map((alert) => ({ ...alert, state: 'firing' })) });
    if (host !== undefined) {
      const params = { host };
      const [detail, charts, programs] = await Promise.all([
        client.hosts.show({ params, signal }),
        this.#charts(host, { stepMs, fromMs: atMs - steps * stepMs, toMs: atMs, signal }),
        client.hosts.programs({ params, query: { atMs }, signal }),
      ]);
      signal.throwIfAborted();
      onHost({ host, detail, charts, programs });
    }
    onLink({ phase: 'current' });
  }

  #live(wanted: Wanted, signal: AbortSignal): Promise<void> {
    return wanted.host === undefined ? this.#liveFleet(signal) : this.#liveHost(wanted.host, wanted, signal);
  }

  async #liveFleet(signal: AbortSignal): Promise<void> {
    const { client, onFleet, onLink } = this.#options;
    let fleet: FleetEvent | undefined;
    await watchEvents(client, {
      query: { fleet: '1' },
      signal,
      onEvent: ({ event, data }) => {
        if (event === 'fleet') fleet = JSON.parse(data) as FleetEvent;
        else if (event === 'changes' && fleet !== undefined)
          fleet = applyFleetChanges(fleet, JSON.parse(data) as FleetChanges);
        else return;
        onFleet(fleet);
        onLink({ phase: 'current' });
      },
    });
  }

  /** Reads the host whenever samples of it come, one reading at a time. */
  async #liveHost(host: string, wanted: Wanted, signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const both = AbortSignal.any([signal, ended.signal]);
    let wake = new AbortController();
    const watching = watchEvents(this.#options.client, {
      query: { host },
      signal: both,
      onEvent: ({ event }) => event === 'samples' && wake.abort(),
    }).finally(() => wake.abort());
    const reading = async (): Promise<void> => {
      let programsMs = -Infinity;
      while (!both.aborted) {
        wake = new AbortController();
        const isDue = this.#options.nowMs() - programsMs >= programsEveryMs;
        if (isDue) programsMs = this.#options.nowMs();
        await this.#readHost(host, { wanted, signal: both, isDue });
        await wait(hostEveryMs, AbortSignal.any([both, wake.signal]));
      }
    };
    try {
      await Promise.race([watching, reading()]);
    } finally {
      ended.abort();
      await watching.catch(() => undefined);
    }
  }

  async #readHost(
    host: string,
    { wanted, signal, isDue }: { wanted: Wanted; signal: AbortSignal; isDue: boolean },
  ): Promise<void> {
    const { client, nowMs, onHost, onLink } = this.#options;
    const params = { host };
    const fromMs = Math.max(0, nowMs() - wanted.steps * wanted.stepMs);
    const [charts, slow] = await Promise.all([
      this.#charts(host, { stepMs: wanted.stepMs, fromMs, signal }),
      isDue
        ? Promise.all([client.hosts.show({ params, signal }), client.hosts.programs({ params, signal })])
        : undefined,
    ]);
    signal.throwIfAborted();
    onHost({ host, charts, ...(slow && { detail: slow[0], programs: slow[1] }) });
    onLink({ phase: 'current' });
  }

  #charts(
    host: string,
    { signal, ...range }: { stepMs: number; fromMs: number; toMs?: number; signal: AbortSignal },
  ): Promise<ChartsResponse> {
    return this.#options.client.hosts.charts({
      params: { host },
      query: { charts: [...hostChartIds], ...range },
      signal,
    });
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
