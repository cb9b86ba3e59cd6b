import type { MissingReason } from '../rules/missing-data.ts';
import type { AlertCondition, FleetPort, IngestHealth, WatchedHost } from '../evaluation/fleet.ts';

/** A collector's fleet, by hand. */
export class TestFleet implements FleetPort {
  readonly watched = new Map<string, WatchedHost>();
  readonly heardMs = new Map<string, number>();
  readonly reasons = new Map<string, MissingReason>();
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

  missing(host: string): MissingReason {
    return this.reasons.get(host) ?? 'network';
  }

  ingest(): IngestHealth {
    return this.health;
  }

  conditions(): readonly AlertCondition[] {
    return this.present;
  }

  takeLate(): [] {
    return [];
  }
}
