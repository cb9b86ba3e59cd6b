import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inventory, Issues } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { sampleGroupLimits, type SampleGroup } from '@hostwire/storage';
import { silentLogger } from '@hostwire/testing';
import { Committer, type CommitWriter } from '../committer/committer.ts';
import { AgentDownloads } from '../downloads/agent-downloads.ts';
import type { DownloadEndpointOptions } from '../gateway/download-endpoint.ts';
import { GatewayKeys } from '../gateway/gateway-keys.ts';
import { Gateway } from '../gateway/gateway.ts';
import { IdentityTable } from '../gateway/identity-table.ts';
import { SessionTable } from '../gateway/session-table.ts';
import { Intake } from '../intake/intake.ts';
import { SequenceTable } from '../intake/sequence-table.ts';
import type { CertificatePaths } from '../keys/certificate-files.ts';
import type { IssuedToken, TokenRequest } from '../registry/registry-requests.ts';
import { Registry } from '../registry/registry.ts';
import { AgentSettings } from '../settings/agent-settings.ts';
import { effectiveSettings } from '../settings/effective-settings.ts';
import { MemoryStore } from './memory-store.ts';
import { TestAgent } from './test-agent.ts';

export interface TestGatewayOptions {
  readonly maxConnectionsPerAddress?: number;
  readonly loginsPerSecond?: number;
  readonly maxKeyAgeMs?: number;
  readonly files?: CertificatePaths;
  readonly clones?: 'lock' | 'alert';
  readonly downloads?: DownloadEndpointOptions;
}

const noLabels = {};
const noDownloads = { downloads: new AgentDownloads('/nonexistent'), script: () => undefined };
const clock = systemClock;

/** A database that takes everything at once and remembers only how many rows there were. */
class CountingWriter implements CommitWriter {
  rows = 0;

  async acquire(): Promise<void> {}

  async insert(group: SampleGroup): Promise<void> {
    this.rows += group.rows;
  }

  async tryOut() {
    return { verdict: 'innocent' } as const;
  }

  async readMarks() {
    return new Map();
  }
}

const anyUse = { ttlMs: 60_000, uses: 1, labels: {}, cidr: [], actor: 'test' };

/** What agents get where nobody set anything. */
function defaultSettings(sessions: SessionTable): AgentSettings {
  return new AgentSettings({
    clock,
    connected: () => sessions.connected,
    table: { revision: 0, effective: () => effectiveSettings([]) },
    labelsOf: () => noLabels,
    release: () => undefined,
  });
}

/** A gateway on a free port with all that is behind it, except ClickHouse. */
export class TestGateway {
  readonly store = new MemoryStore();
  readonly writer = new CountingWriter();
  readonly table = new SequenceTable();
  readonly sessions = new SessionTable({ clock, loginsPerSecond: 1_000 });
  readonly reports: (Inventory | Issues)[] = [];
  readonly registry = new Registry({ store: this.store, clock, logger: silentLogger });
  readonly identities: IdentityTable;
  readonly keys: GatewayKeys;
  readonly folder: string;
  readonly #committer: Committer;
  readonly #gateway: Gateway;

  private constructor(folder: string, options: TestGatewayOptions) {
    this.folder = folder;
    const { table, writer, sessions, registry } = this;
    const committer = new Committer({
      writer,
      table,
      limits: { ...sampleGroupLimits, lingerMs: 5 },
      clock,
      logger: silentLogger,
    });
    committer.attach(sessions);
    this.#followRegistry(committer);
    const identities = (this.identities = new IdentityTable({
      store: { read: async () => [], write: async () => undefined },
      clock,
      logger: silentLogger,
      mark: 1,
      clones: options.clones ?? 'lock',
      onClone: (agent, { detail }) => void registry.reportClone(agent, detail),
    }));
    this.#committer = committer;
    const keys = (this.keys = new GatewayKeys({
      folder,
      registry,
      sessions,
      clock,
      logger: silentLogger,
      maxAgeMs: options.maxKeyAgeMs ?? 0,
      files: options.files,
    }));
    this.#gateway = new Gateway({
      keys: () => keys.current,
      registry,
      intake: new Intake({
        table,
        clock,
        queueBytes: 2 ** 26,
        onQueued: (batch, sequence) => committer.queued(batch, sequence),
      }),
      committer,
      sessions,
      identities,
      settings: defaultSettings(sessions),
      nextPin: () => keys.current.nextPin,
      keyExchange: keys.exchange,
      clock,
      logger: silentLogger,
      onReport: (_agent, frame) => this.reports.push(frame),
      onClone: (agent, report) => identities.report(agent, report),
      host: '127.0.0.1',
      port: 0,
      maxConnections: 1_000,
      maxConnectionsPerAddress: options.maxConnectionsPerAddress ?? 1_000,
      loginsPerSecond: options.loginsPerSecond ?? 1_000,
      downloads: options.downloads ?? noDownloads,
    });
  }

  static async start(options: TestGatewayOptions = {}): Promise<TestGateway> {
    const folder = await mkdtemp(join(tmpdir(), 'hostwire-gateway-'));
    const gateway = new TestGateway(folder, options);
    await gateway.keys.load();
    await gateway.registry.load();
    await gateway.#committer.start();
    await gateway.#gateway.start();
    gateway.keys.onChanged((keys) => gateway.#gateway.useKeys(keys));
    await gateway.keys.start();
    return gateway;
  }

  #followRegistry(committer: Committer): void {
    this.registry.onReEnrolled(async ({ agentId }) => {
      this.sessions.cut(agentId, 'taken_over', 'this host was enrolled again');
    });
    this.registry.onRevoked(async ({ agentId }) => {
      this.sessions.cut(agentId, 'revoked', 'this agent was revoked');
      await committer.drop(agentId);
    });
  }

  get port(): number {
    return this.#gateway.port;
  }

  token(request: Partial<TokenRequest> = {}): Promise<IssuedToken> {
    return this.registry.createToken({ ...anyUse, ...request });
  }

  /** A new agent, enrolled. */
  async agent(hostname = 'web1'): Promise<TestAgent> {
    const { token, secret } = await this.token();
    const agent = new TestAgent();
    await agent.enrol({ port: this.port, tokenId: token.tokenId, secret, hostname });
    return agent;
  }

  /** So many agents that are enrolled already. */
  async agents(count: number): Promise<TestAgent[]> {
    const agents = Array.from({ length: count }, (_, i) => {
      const agent = new TestAgent();
      agent.agentId = `00000000-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
      return agent;
    });
    for (const [i, { agentId, publicKey }] of agents.entries())
      this.store.agents.set(agentId, {
        agentId,
        host: `host-${i}`,
        displayName: `host-${i}`,
        publicKey: Buffer.from(publicKey).toString('hex'),
        machineHash: 'ab'.repeat(32),
        tokenId: 'cc'.repeat(8),
        labels: {},
        enrolledMs: 0,
        revokedMs: null,
        deletedMs: null,
        renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
        version: 1,
      });
    await this.registry.load();
    return agents;
  }

  /** In the order of a collector. */
  async stop(): Promise<void> {
    this.#gateway.close();
    await this.#committer.stop();
    await this.keys.stop();
    await this.#gateway.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
