import { cpuBusyOf, fullestFilesystem, newestValues, type HostValues, type MountUse } from './host-values.ts';
import type { HostSamples, ReceiptFeed } from './sample-feed.ts';
import { Sparkline } from './sparkline.ts';

/** Hosts remembered; of more, those that sent nothing for longest are forgotten. */
const maxHosts = 200_000;

export interface KeptHost {
  /** Of the last batch: one that is sent again is known. */
  epoch: string;
  lastSeq: number;
  lastTsMs: number;
  values: HostValues;
  /** undefined: its file systems did not pass yet. */
  fullest: MountUse | null | undefined;
  readonly cpu: Sparkline;
}

/** The newest values of each host, as they are received: pages ask this instead of the database. */
export class KeptFleet {
  readonly #ingest: ReceiptFeed;
  /** The one that sent longest ago first. */
  readonly #hosts = new Map<string, KeptHost>();
  #unsubscribe: (() => void) | undefined;

  constructor(ingest: ReceiptFeed) {
    this.#ingest = ingest;
  }

  async start(): Promise<void> {
    this.#unsubscribe ??= this.#ingest.onReceived((hosts) => hosts.forEach((host) => this.#note(host)));
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  get(host: string): KeptHost | undefined {
    return this.#hosts.get(host);
  }

  #note({ host, epoch, lastSeq, lastTsMs, batches }: HostSamples): void {
    const newest = batches.at(-1);
    if (newest === undefined) return;
    const known = this.#hosts.get(host);
    if (known?.epoch === epoch && lastSeq <= known.lastSeq) return;
    const kept: KeptHost = known ?? {
      epoch,
      lastSeq,
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
    kept.epoch = epoch;
    kept.lastSeq = lastSeq;
    kept.values = newestValues(newest);
    kept.lastTsMs = Math.max(kept.lastTsMs, lastTsMs);
    if (this.#hosts.size <= maxHosts) return;
    const [oldest] = this.#hosts.keys();
    this.#hosts.delete(oldest!);
  }
}
