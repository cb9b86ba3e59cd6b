import { memoryKey } from '../../testing/memory-key.ts';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Alerts, type FleetPort } from '@hostwire/alerts';
import { systemClock, type Clock, type Logger } from '@hostwire/runtime';
import {
  migrate,
  readAgentIdentities,
  writeAgent,
  writeAgentIdentity,
  type Database,
} from '@hostwire/storage';
import { startTestDatabase, tableRow, type TestDatabase } from '@hostwire/testing/storage';
import { IdentityTable, type IdentityStore } from '../../gateway/identity-table.ts';
import { Mutex } from '../../mutex.ts';
import { Retention } from '../../history/retention.ts';
import { Arrivals } from '../../live/arrivals.ts';
import { databaseRegistryStore } from '../../registry/registry-store.ts';
import { Registry } from '../../registry/registry.ts';
import { databaseSettingsStore, SettingsTable } from '../../settings/settings-table.ts';
import { ApiServer, type ApiServerOptions } from '../api-server.ts';
import { HandIngest } from './hand-ingest.ts';
import type { LoginLink } from '@hostwire/api';
import { silentLogger } from '@hostwire/testing';

export type TestListener = 'web' | 'socket';

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The client leaves. */
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Of everybody who followed an invitation. */
export const testPassword = 'seven plain words of which none leaked';
export const testHost = 'web 1/ä';
export const testAgentId = '00000000-0000-4000-8000-000000000001';
export const testPin = 'ab'.repeat(32);
const testSession = {
  address: '192.0.2.7',
  hello: { epoch: '0000000000000001', lastSeq: 40, agentVersion: '1.2.3' },
  clockOffsetMs: 700_000,
  upgrade: undefined,
};

const noBackups = {
  running: undefined,
  list: async () => [],
  begin: () => Promise.reject(new Error('none is made here')),
};

/** As alerts see it: no host, and nothing wrong. */
function emptyFleet(arrivals: Arrivals): FleetPort {
  return {
    hosts: () => [],
    heard: (host) => arrivals.newestOf(host),
    missing: () => 'network',
    ingest: () => ({ stalledSinceMs: null, reason: '' }),
    conditions: () => [],
    takeLate: () => [],
  };
}

/** Keys of a gateway that is not there. */
function handKeys(): ApiServerOptions['keys'] {
  const state = { pin: testPin, madeMs: 1_000, issuer: 'CN=test', expiresMs: 2_000, next: null };
  return {
    state: async () => state,
    announce: async () => undefined,
    switch: async () => undefined,
    renewAgent: () => Promise.reject(new Error('there is no gateway')),
  };
}

/** The API with a real database and registry, one enrolled host, and both listeners open; commits and sessions by hand. */
export class TestApi {
  readonly folder: string;
  readonly database: TestDatabase;
  readonly registry: Registry;
  readonly settings: SettingsTable;
  readonly identities: IdentityTable;
  readonly ingest: HandIngest;
  readonly arrivals: Arrivals;
  readonly options: ApiServerOptions;
  readonly server: ApiServer;
  /** What the collector counts when it stores one. */
  inventoriesWritten = 0;

  private constructor(folder: string, database: TestDatabase, given: Partial<ApiServerOptions>) {
    this.folder = folder;
    this.database = database;
    const common = {
      db: database.db,
      clock: systemClock,
      logger: silentLogger,
    };
    this.registry = new Registry({ store: databaseRegistryStore(database.db), ...common });
    this.settings = new SettingsTable({ store: databaseSettingsStore(database.db), ...common });
    this.identities = identitiesIn(database.db, common);
    this.ingest = new HandIngest();
    const arrivals = (this.arrivals = new Arrivals({ ingest: this.ingest, clock: systemClock }));
    const url = new URL(database.url);
    this.options = {
      ...common,
      version: '1.2.3',
      reader: { url: url.origin, user: url.username, password: url.password, database: database.db.name },
      registry: this.registry,
      settings: this.settings,
      sessions: { connected: 1, find: (id) => (id === testAgentId ? testSession : undefined) },
      identities: this.identities,
      ingest: this.ingest,
      release: () => undefined,
      keys: handKeys(),
      arrivals,
      alerts: new Alerts({
        ...common,
        rulesDb: database.db,
        fleet: emptyFleet(arrivals),
        plan: { channels: new Map(), routes: [] },
        holder: 'test',
        outagePath: join(folder, 'outage.json'),
        webUrl: () => this.server.webUrl,
      }),
      backups: noBackups,
      retention: new Retention({
        ...common,
        mutex: new Mutex(),
        policy: { raw: 86_400_000, minutes: 86_400_000, hours: 86_400_000, maxDiskBytes: undefined },
        committer: { exclusively: () => Promise.resolve() },
        requireLease: () => Promise.resolve(),
      }),
      lostData: { findings: { detachedParts: [], holes: [], sinceMs: null } },
      watch: () => () => undefined,
      gateway: () => ({ url: 'wss://192.0.2.1:4681', pin: testPin, installs: false }),
      migrated: () => true,
      inventoriesWritten: () => this.inventoriesWritten,
      cookieKey: memoryKey(),
      authPath: join(folder, 'auth.json'),
      passwordWork: 2 ** 10, // the default takes 200 ms for each password
      web: { host: '127.0.0.1', port: 0 },
      socketPath: join(folder, 'hostwire.sock'),
      dashboardDir: join(folder, 'pages'),
      ...given,
    };
    this.server = new ApiServer(this.options);
  }

  static async start(given: Partial<ApiServerOptions> = {}): Promise<TestApi> {
    const folder = await mkdtemp(join(tmpdir(), 'hostwire-api-'));
    await mkdir(join(folder, 'pages', 'assets'), { recursive: true });
    await writeFile(join(folder, 'pages', 'index.html'), '<!doctype html><title>pages</title>');
    await writeFile(join(folder, 'pages', 'assets', 'main-1a2b.js'), '1');
    const database = await startTestDatabase();
    await migrate(database.db);
    await writeAgent(database.db, {
      agentId: testAgentId,
      host: testHost,
      displayName: 'Web',
      publicKey: 'aa',
      machineHash: 'bb',
      tokenId: '0011223344556677',
      labels: { env: 'prod' },
      enrolledMs: 1_000,
      revokedMs: null,
      deletedMs: null,
      renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
      version: 1,
    });
    const api = new TestApi(folder, database, given);
    await api.registry.load();
    await api.settings.load();
    await api.arrivals.start();
    await api.server.start();
    return api;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.arrivals.stop();
    await this.database.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** With exactly the headers given. */
  async call(listener: TestListener, call: Call): Promise<Answer> {
    const response = await this.open(listener, call);
    return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
  }

  /** The answer as it begins. */
  async open(
    listener: TestListener,
    { method = 'GET', path, body, headers = {}, signal }: Call,
  ): Promise<IncomingMessage> {
    const { hostname, port } = new URL(this.server.webUrl);
    const where = listener === 'web' ? { host: hostname, port } : { socketPath: this.options.socketPath };
    const content = body === undefined ? undefined : JSON.stringify(body);
    const type = content === undefined ? {} : { 'content-type': 'application/json' };
    const outgoing = request({
      ...where,
      method,
      path,
      headers: { ...type, ...headers },
      agent: false,
      signal,
    });
    outgoing.end(content);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response;
  }

  /** Over the socket; a POST when there is a body. Throws unless the answer is 200. */
  async admin<T>(path: string, body?: unknown): Promise<T> {
    const answer = await this.call('socket', { method: body === undefined ? 'GET' : 'POST', path, body });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** The cookie of a new session of the administrator. */
  async logIn(): Promise<string> {
    const { url } = await this.admin<LoginLink>('/api/v1/login-links', {});
    return this.follow(url);
  }

  /** The cookie that a login link or an invitation gives. */
  async follow(url: string): Promise<string> {
    const { pathname, search, hash } = new URL(url);
    const path = '/api/v1/invitation/accept';
    const body = { token: hash.slice(1), password: testPassword };
    const answer = await this.call(
      'web',
      hash === '' ? { path: pathname + search } : { method: 'POST', path, body },
    );
    return String(answer.headers['set-cookie']).split(';')[0] ?? '';
  }

  /** One sample of the test host, with these columns of `samples`. */
  async sample(atMs: number, columns: Readonly<Record<string, unknown>>): Promise<void> {
    const ts = (atMs / 1000).toFixed(3);
    const day = new Date(atMs).toISOString().slice(0, 10);
    const row = {
      agent_id: testAgentId,
      host: testHost,
      epoch: 1,
      seq: atMs,
      day,
      ts,
      recv_ts: ts,
      interval_ms: 1000,
    };
    await this.database.db.insertRows('samples', [tableRow({ ...row, ...columns })]);
  }
}

function identitiesIn(db: Database, { clock, logger }: { clock: Clock; logger: Logger }): IdentityTable {
  const store: IdentityStore = {
    read: () => readAgentIdentities(db),
    write: (row) => writeAgentIdentity(db, row),
  };
  return new IdentityTable({ store, clock, logger, clones: 'lock', onClone: () => undefined });
}

export function errorCodeOf({ text: body }: Answer): string {
  return (JSON.parse(body) as { error: { code: string } }).error.code;
}
