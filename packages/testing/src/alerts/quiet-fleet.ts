import type { AlertCondition, FleetPort, IngestHealth, MissingReason } from '@hostwire/alerts';

/** A fleet in which nothing is wrong; which hosts it has, and what was heard of them, is up to who extends it. */
export abstract class QuietFleet implements FleetPort {
  /** By host; of others it is the network. */
  readonly reasons = new Map<string, MissingReason>();

  abstract hosts(): ReturnType<FleetPort['hosts']>;
  abstract heard(host: string): ReturnType<FleetPort['heard']>;

  missing(host: string): MissingReason {
    return this.reasons.get(host) ?? 'network';
  }

  ingest(): IngestHealth {
    return { stalledSinceMs: null, reason: '' };
  }

  conditions(): readonly AlertCondition[] {
    return [];
  }

  takeLate(): ReturnType<FleetPort['takeLate']> {
    return [];
  }
}
