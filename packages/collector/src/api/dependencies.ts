import type { Clock, Logger } from '@hostwire/runtime';
import type { Database, Reader } from '@hostwire/storage';
import type { Alerts } from '@hostwire/alerts';
import type { Backups } from '../history/backups.ts';
import type { LostData } from '../history/lost-data.ts';
import type { Retention } from '../history/retention.ts';
import type { FleetReader } from '../live/fleet-reader.ts';
import type { Arrivals } from '../live/arrivals.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { RecentSamples } from '../live/recent-samples.ts';
import type { AuditTrail } from '../auth/audit-trail.ts';
import type { Auth } from '../auth/auth.ts';
import type {
  GatewayAddress,
  IdentitiesPort,
  IngestPort,
  KeysPort,
  RegistryPort,
  SessionsPort,
  SettingsPort,
  WebAddress,
} from './ports.ts';

/** Everything that routes reach for. */
export interface ApiDependencies {
  readonly version: string;
  readonly startedMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly db: Database;
  /** The read-only account, for what people type. */
  readonly reader: Reader;
  /** What keeps an embedded ClickHouse from files outside its folder; absent: it is a server of its own. */
  readonly confinement?: 'landlock' | 'none' | undefined;
  readonly lostData: Pick<LostData, 'findings'>;
  readonly retention: Pick<Retention, 'view'>;
  readonly backups: Pick<Backups, 'begin' | 'list' | 'running'>;
  readonly registry: RegistryPort;
  readonly settings: SettingsPort;
  readonly sessions: SessionsPort;
  readonly identities: IdentitiesPort;
  readonly ingest: IngestPort;
  readonly keys: KeysPort;
  /** Of the embedded ClickHouse, to the names of its accounts; absent: the server is another's. */
  readonly renewDatabasePasswords?: (() => Promise<readonly string[]>) | undefined;
  readonly auth: Auth;
  readonly audit: AuditTrail;
  readonly fleet: FleetReader;
  readonly arrivals: Arrivals;
  readonly live: LiveHub;
  readonly recent: Pick<RecentSamples, 'since'>;
  readonly alerts: Omit<Alerts, 'start' | 'stop' | 'evaluate'>;
  /** The version of the agent that is handed out; undefined: none. */
  readonly release: () => string | undefined;
  readonly gateway: () => GatewayAddress;
  /** port 0 = any free one. */
  readonly web: WebAddress;
  /** What stands before the paths of links: `http://127.0.0.1:4680`, or the public address. */
  readonly webUrl: () => string;
  /** Whether the schema is in place. */
  readonly migrated: () => boolean;
  /** Folder of the built web pages; absent: none are served. */
  readonly dashboardDir?: string | undefined;
}
