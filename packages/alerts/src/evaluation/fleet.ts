import type { SendingSchedule } from '@hostwire/protocol';
import type { MissingReason } from '../rules/missing-data.ts';
import type { HostFacts } from '../rules/scope.ts';

/** A host that can have alerts: enrolled and not revoked. */
export interface WatchedHost extends HostFacts {
  readonly schedule: SendingSchedule;
}

/** Something that the collector knows by itself; rules of the kind `condition` are about it, named by their id. */
export interface AlertCondition {
  readonly rule: string;
  /** '': about no host. */
  readonly host: string;
  readonly device: string;
  readonly value: number;
  readonly sinceMs: number;
  /** Fills `{reason}` in the rule's summary. */
  readonly reason: string;
}

/** Whether what arrives is stored. */
export interface IngestHealth {
  /** null: it is. */
  readonly stalledSinceMs: number | null;
  readonly reason: string;
}

/** What alerts need of the rest of the collector. */
export interface FleetPort {
  hosts(): Iterable<WatchedHost>;
  /** Of the newest sample that was committed here, and when; undefined: none since the start. */
  heard(host: string): { readonly sampleMs: number; readonly arrivedMs: number } | undefined;
  /** Why nothing comes of a host, as far as its connection shows. */
  missing(host: string): MissingReason;
  ingest(): IngestHealth;
  conditions(): readonly AlertCondition[];
  /** Time ranges of hosts whose samples came so late that their time was evaluated before; each is given once. */
  takeLate(): readonly { readonly host: string; readonly fromMs: number; readonly toMs: number }[];
}
