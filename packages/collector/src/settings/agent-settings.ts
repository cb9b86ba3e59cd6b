/**
 * Decides the settings of every agent; sessions ask for them at their Welcome and once a second from then on.
 *
 * All agents sample every second. What differs is how often they send: a batch costs the agent most of what it costs at
 * all, so one that nobody looks at sends every 5 s, and one that somebody looks at sends each sample.
 *
 *   resting ──a page opens──► watched ──the last page closes──► lingering ──`lingerMs`──► resting
 *
 * A host is watched while a page of it is open, or a page of the fleet and the fleet is small: beyond `fleetAgents`
 * connected agents, a fleet page is content with batches of 5 s.
 * Limits: as many watches as there are live pages (live-hub.ts), and those that linger.
 */
import type { Settings } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';

const resting: Settings = { version: 1, intervalMs: 1_000, flushMs: 5_000 };
const watched: Settings = { version: 2, intervalMs: 1_000, flushMs: 1_000 };

export const watchLimits = {
  /** A page that is loaded again, or gives way to the next, leaves its agents alone. */
  lingerMs: 10_000,
  fleetAgents: 200,
} as const;

export interface AgentSettingsOptions {
  readonly clock: Clock;
  /** Number of agents in session. */
  readonly connected: () => number;
}

interface Watch {
  pages: number;
  /** When the last page closed, monotonic. */
  leftMs: number;
}

export class AgentSettings {
  readonly #options: AgentSettingsOptions;
  readonly #fleet: Watch = { pages: 0, leftMs: -Infinity };
  readonly #hosts = new Map<string, Watch>();

  constructor(options: AgentSettingsOptions) {
    this.#options = options;
  }

  /** What the agent of this host is to do now. */
  of(host: string): Settings {
    const watch = this.#hosts.get(host);
    if (watch !== undefined && this.#isOn(watch)) return watched;
    return this.#isOn(this.#fleet) && this.#options.connected() <= watchLimits.fleetAgents
      ? watched
      : resting;
  }

  /** Somebody looks at a host (undefined: at the fleet) until the returned function is called, once or more. */
  watch(host: string | undefined): () => void {
    this.#forgetLeft();
    const watch = host === undefined ? this.#fleet : this.#watchOf(host);
    watch.pages++;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      watch.pages--;
      watch.leftMs = this.#options.clock.monoMs();
    };
  }

  #watchOf(host: string): Watch {
    const watch = this.#hosts.get(host) ?? { pages: 0, leftMs: -Infinity };
    this.#hosts.set(host, watch);
    return watch;
  }

  #isOn({ pages, leftMs }: Watch): boolean {
    return pages > 0 || this.#options.clock.monoMs() - leftMs < watchLimits.lingerMs;
  }

  #forgetLeft(): void {
    for (const [host, watch] of this.#hosts) if (!this.#isOn(watch)) this.#hosts.delete(host);
  }
}
