import type { AlertCondition, IngestHealth, WatchedHost } from '@hostwire/alerts';
import { QuietFleet } from './quiet-fleet.ts';

/** A collector's fleet, by hand. */
export class TestFleet extends QuietFleet {
  readonly watched = new Map<string, WatchedHost>();
  readonly heardMs = new Map<string, number>();
  health: IngestHealth = { stalledSinceMs: null, reason: '' };
  present: AlertCondition[] = [];

  add(host: string, labels: Readonly<Record<string, string>> = {}): void {
    this.watched.set(host, { host, labels, schedule: { intervalMs: 10_000, flushMs: 10_000 } });
  }

  hosts(): Iterable<WatchedHost> {
    return this.watched.values();
  }

  heard(host: string) {
    const ms = this.heardMs.get(host);
    return ms === undefined ? undefined : { sampleMs: ms, arrivedMs: ms };
  }

  override ingest(): IngestHealth {
    return this.health;
  }

  override conditions(): readonly AlertCondition[] {
    return this.present;
  }
}
