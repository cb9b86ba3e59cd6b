import type { CommitFeed, CommittedHost } from './commit-feed.ts';
import { cpuBusyOf, fullestFilesystem, newestValues, type HostValues, type MountUse } from './host-values.ts';
import { Sparkline } from './sparkline.ts';

/** Hosts remembered; of more, those that sent nothing for longest are forgotten. */
const maxHosts = 200_000;

export interface KeptHost {
  lastTsMs: number;
  values: HostValues;
  /** undefined: its file systems did not pass yet. */
  fullest: MountUse | null | undefined;
  readonly cpu: Sparkline;
}

/** The newest values of each host, as they pass with every commit: pages ask this instead of the database. */
export class KeptFleet {
  readonly #ingest: CommitFeed;
  /** The one that sent longest ago first. */
  readonly #hosts = new Map<string, KeptHost>();
  #unsubscribe: (() => void) | undefined;

  constructor(ingest: CommitFeed) {
    this.#ingest = ingest;
  }

  async start(): Promise<void> {
    this.#unsubscribe ??= this.#ingest.onCommitted((hosts) => hosts.forEach((host) => this.#note(host)));
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  get(host: string): KeptHost | undefined {
    return this.#hosts.get(host);
  }

  #note({ host, lastTsMs, batches }: CommittedHost): void {
    const newest = batches.at(-1);
    if (newest === undefined) return;
    const known = this.#hosts.get(host);
    const kept = known ?? {
      lastTsMs,
      values: newestValues(newest),
      fullest: undefined,
      cpu: new Sparkline(),
    };
    this.#hosts.delete(host);
    this.#hosts.set(host, kept);
    for (const batch of batches) {
      for (const { tsMs, pct } of cpuBusyOf(batch)) kept.cpu.add(tsMs, pct);
      kept.fullest = fullestFilesystem(batch) ?? kept.fullest;
    }
    kept.values = newestValues(newest);
    kept.lastTsMs = Math.max(kept.lastTsMs, lastTsMs);
    if (this.#hosts.size <= maxHosts) return;
    const [oldest] = this.#hosts.keys();
    this.#hosts.delete(oldest!);
  }
}
