/**
 * Decides the settings of every agent; sessions ask for them at their Welcome and once a second from then on.
 *
 * What an agent does is set (settings-table.ts). How often it sends also depends on who looks: a batch costs the agent most
 * of what it costs at all, so one that nobody looks at sends every 10 s, and one that somebody looks at each second.
 *
 *   resting ──a page opens──► watched ──the last page closes──► lingering ──`lingerMs`──► resting
 *
 * A host is watched while a page of it is open, or a page of the fleet and the fleet is small: beyond `fleetAgents`
 * connected agents, a fleet page is content with batches of 10 s.
 * The same content has the same version, so a change is sent only to agents that it changes something for.
 *
 * Limits: as many watches as there are live pages (live-hub.ts), and those that linger. Of each
 * host what is set for it, and contents: these start over beyond `maxContents`.
 */
import type { Settings } from '@hostwire/protocol';
import type { Clock } from '@hostwire/runtime';
import { frameSettings } from './effective-settings.ts';
import type { SettingsTable } from './settings-table.ts';

/** Between batches, while somebody looks. */
const watchedFlushMs = 1_000;
const maxContents = 10_000;

export const watchLimits = {
  /** A page that is loaded again, or gives way to the next, leaves its agents alone. */
  lingerMs: 10_000,
  fleetAgents: 200,
} as const;

export interface AgentSettingsOptions {
  readonly clock: Clock;
  /** Number of agents in session. */
  readonly connected: () => number;
  readonly table: Pick<SettingsTable, 'effective' | 'revision'>;
  /** As they are now: the same object while they are the same. */
  readonly labelsOf: (host: string) => Readonly<Record<string, string>>;
  /** The version of the agent that is handed out; undefined: none. */
  readonly release: () => string | undefined;
}

/** What is set for one host. */
interface Known {
  readonly revision: number;
  readonly release: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly resting: Settings;
  readonly watched: Settings;
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
  readonly #known = new Map<string, Known>();
  readonly #contents = new Map<string, Settings>();
  #versions = 0;

  constructor(options: AgentSettingsOptions) {
    this.#options = options;
  }

  /** What the agent of this host is to do now. */
  of(host: string): Settings {
    const { resting, watched } = this.#setFor(host);
    return this.isWatched(host) ? watched : resting;
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

  /** Whether somebody looks at the host, or did a moment ago. */
  isWatched(host: string): boolean {
    const watch = this.#hosts.get(host);
    if (watch !== undefined && this.#isOn(watch)) return true;
    return this.#isOn(this.#fleet) && this.#options.connected() <= watchLimits.fleetAgents;
  }

  #setFor(host: string): Known {
    const { table, labelsOf } = this.#options;
    const labels = labelsOf(host);
    const known = this.#known.get(host);
    const release = this.#options.release();
    const isKnown =
      known?.revision === table.revision && known.labels === labels && known.release === release;
    if (isKnown) return known;
    const content = frameSettings(table.effective(host, labels), release);
    const flushMs = Math.min(content.flushMs, Math.max(watchedFlushMs, content.intervalMs));
    const fresh = {
      revision: table.revision,
      release,
      labels,
      resting: this.#versioned(content),
      watched: this.#versioned({ ...content, flushMs }),
    };
    this.#known.set(host, fresh);
    return fresh;
  }

  #versioned(content: Omit<Settings, 'version'>): Settings {
    const key = JSON.stringify(content);
    const known = this.#contents.get(key);
    if (known !== undefined) return known;
    if (this.#contents.size >= maxContents) this.#contents.clear();
    const fresh = { version: ++this.#versions, ...content };
    this.#contents.set(key, fresh);
    return fresh;
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
