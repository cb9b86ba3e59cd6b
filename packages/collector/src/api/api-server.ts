/**
 * The HTTP API and the web pages, on both listeners: TCP for people, a Unix socket for the command on the same machine.
 *
 * States: idle → starting → listening → stopping → stopped. start() listens on the socket first and on TCP last, so that
 * whoever sees a web page can use the command too. stop() cuts what is open, live streams too, and removes the socket
 * file. What it owns and stops: the sessions' file, live fan-out, the reader's connections.
 */
import type { Alerts } from '@hostwire/alerts';
import { HostwireError, Lifecycle } from '@hostwire/runtime';
import { Reader, type ReaderOptions } from '@hostwire/storage';
import { FleetReader } from '../live/fleet-reader.ts';
import type { SessionKey } from '../keys/cookie-key.ts';
import { KeptFleet } from '../live/kept-fleet.ts';
import { RecentSamples } from '../live/recent-samples.ts';
import { LiveHub } from '../live/live-hub.ts';
import { AuditTrail } from '../auth/audit-trail.ts';
import { Auth } from '../auth/auth.ts';
import { IdentityProvider } from '../auth/provider/identity-provider.ts';
import type { ProviderConfig } from '../auth/provider/provider-config.ts';
import type { ApiApp } from './app-type.ts';
import { buildApi } from './build-api.ts';
import type { ApiDependencies } from './dependencies.ts';
import type { RegistryPort } from './ports.ts';
import { WebListener } from './web-listener.ts';
import { bindUnixSocket, type BoundSocket } from './unix-socket.ts';

/** What the server makes of its options for its routes. */
type OwnParts = 'startedMs' | 'reader' | 'auth' | 'audit' | 'fleet' | 'live' | 'recent' | 'webUrl';

export interface ApiServerOptions extends Omit<ApiDependencies, OwnParts> {
  readonly reader: Omit<ReaderOptions, 'application'>;
  readonly alerts: Alerts;
  /** A page looks at a host (undefined: at the fleet) until the returned function is called. */
  readonly watch: (host: string | undefined) => () => void;
  /** How many inventories were stored since the start. */
  readonly inventoriesWritten: () => number;
  readonly cookieKey: SessionKey;
  /** File of users, sessions and API tokens. */
  readonly authPath: string;
  /** The OpenID Connect provider that people may sign in with. */
  readonly provider?: ProviderConfig | undefined;
  /** N of scrypt. Default: as is safe. */
  readonly passwordWork?: number | undefined;
  readonly socketPath: string;
}

export class ApiServer {
  readonly #options: ApiServerOptions;
  readonly #auth: Auth;
  readonly #parts: Lifecycle;
  readonly #web: WebListener;

  constructor(options: ApiServerOptions) {
    this.#options = options;
    const { clock, logger, db, cookieKey, authPath, arrivals, alerts, ingest } = options;
    const kept = new KeptFleet(ingest);
    const fleet = new FleetReader({
      db,
      clock,
      kept,
      revision: () => revisionOf(options.registry) + options.inventoriesWritten(),
      arrivedMs: (host) => arrivals.lastMs(host),
      schedule: (host) => options.settings.schedule(host, options.registry.agent(host)?.labels ?? {}),
      firingByHost: () => alerts.firingByHost(),
      cloneOf: (agentId) => options.identities.cloneOf(agentId),
    });
    const readFleet = async () => ({ hosts: await fleet.all(), alerts: alerts.active() });
    const recent = new RecentSamples({ ingest, clock });
    const watch = (host: string | undefined) => {
      const ends = [options.watch(host), ...(host === undefined ? [] : [recent.watch(host)])];
      return () => ends.forEach((end) => end());
    };
    const live = new LiveHub({ ingest, clock, logger, readFleet, watch });
    const reader = new Reader({ ...options.reader, application: 'hostwire-sql' });
    const provider = options.provider && new IdentityProvider({ config: options.provider, clock, logger });
    this.#auth = new Auth({ cookieKey, authPath, clock, provider, passwordWork: options.passwordWork });
    const deps: ApiDependencies = {
      ...options,
      startedMs: clock.nowMs(),
      reader,
      auth: this.#auth,
      audit: new AuditTrail({ db, clock, logger }),
      fleet,
      live,
      recent,
      webUrl: () => this.publicUrl,
    };
    this.#web = new WebListener(deps);
    this.#parts = new Lifecycle({ logger, clock })
      .add('auth', this.#auth)
      .add('reader', { start: async () => {}, stop: () => reader.close() })
      .add('kept fleet', kept)
      .add('recent samples', recent)
      .add('live', live)
      .add('socket listener', this.#socketListener(deps))
      .add('web listener', this.#web);
  }

  /** Errors: WEB_PORT_IN_USE, WEB_LISTEN_FAILED, SOCKET_IN_USE, SOCKET_PATH_TOO_LONG. */
  start(): Promise<void> {
    return this.#parts.start();
  }

  stop(): Promise<void> {
    return this.#parts.stop();
  }

  /** Where the pages answer on this machine: `http://127.0.0.1:4680`, with the base path. Known once started. */
  get webUrl(): string {
    const { url } = this.#web;
    if (url === undefined) throw new HostwireError('NOT_LISTENING', 'the web address is known after start()');
    return `${url}${this.#options.web.basePath ?? ''}`;
  }

  /** Where people reach the pages: web.publicUrl with the base path; without that setting as `webUrl`. */
  get publicUrl(): string {
    const { publicUrl, basePath = '' } = this.#options.web;
    return publicUrl === undefined ? this.webUrl : `${publicUrl}${basePath}`;
  }

  /** Looks now whether the certificate of the pages changed. */
  lookAtCertificate(): Promise<void> {
    return this.#web.look();
  }

  #socketListener(deps: ApiDependencies) {
    let app: ApiApp | undefined;
    let bound: BoundSocket | undefined;
    return {
      start: async () => {
        const built = (app = await buildApi('socket', deps));
        bound = await bindUnixSocket(this.#options.socketPath, (path) => built.listen({ path }));
      },
      stop: async () => {
        await app?.close();
        await bound?.remove();
      },
    };
  }
}

/** Grows with every agent and every change of one. */
function revisionOf(registry: RegistryPort): number {
  let revision = 0;
  for (const { version } of registry.agents()) revision += version;
  return revision;
}
