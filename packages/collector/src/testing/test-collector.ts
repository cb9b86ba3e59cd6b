import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hello } from '@hostwire/protocol';
import { silentLogger } from '@hostwire/testing';
import { Collector } from '../collector.ts';
import { collectorConfigSchema, type CollectorConfig } from '../config.ts';
import { TestAgent, type TestConnection } from './test-agent.ts';
import type { TestSpool } from './test-spool.ts';

/** A whole collector on free ports and a database, in a temporary folder that outlives restarts. */
export class TestCollector {
  readonly config: CollectorConfig;
  #collector: Collector;

  private constructor(config: CollectorConfig) {
    this.config = config;
    this.#collector = newCollector(config);
  }

  static async create(
    clickhouseUrl: string,
    limits: Readonly<Record<string, unknown>> = {},
  ): Promise<TestCollector> {
    const data = await mkdtemp(join(tmpdir(), 'hostwire-collector-'));
    const database = new URL(clickhouseUrl).pathname.slice(1);
    return new TestCollector(
      collectorConfigSchema.parse({
        data,
        web: { port: 0 },
        gateway: { host: '127.0.0.1', port: 0 },
        clickhouse: { url: clickhouseUrl, database },
        alerts: {},
        limits: { linger: '20ms', connectionsPerAddress: 1_000, ...limits },
      }),
    );
  }

  get collector(): Collector {
    return this.#collector;
  }

  get port(): number {
    return Number(new URL(this.#collector.endpoints.gateway).port);
  }

  start(): Promise<void> {
    return this.#collector.start();
  }

  /** Stops this collector and starts another one on the same folder and database. */
  async restart(): Promise<void> {
    await this.#collector.stop();
    this.#collector = newCollector(this.config);
    await this.#collector.start();
  }

  async stop(): Promise<void> {
    await this.#collector.stop();
    await rm(this.config.data, { recursive: true, force: true });
  }

  /** A session of that agent, as far as Welcome. */
  async connect(agent: TestAgent, spool: TestSpool, hello: Partial<Hello> = {}): Promise<TestConnection> {
    const connection = await agent.connect(this.port);
    connection.send(spool.hello(hello));
    await connection.frame('welcome');
    return connection;
  }

  /** A new agent, enrolled. */
  async agent(hostname = 'web1'): Promise<TestAgent> {
    const { token, secret } = await this.#collector.registry.createToken({
      ttlMs: 60_000,
      uses: 1,
      labels: {},
      cidr: [],
      actor: 'test',
    });
    const agent = new TestAgent();
    const answer = await agent.enrol({ port: this.port, tokenId: token.tokenId, secret, hostname });
    if (answer.status !== 200) throw new Error(`enrolment refused: ${answer.refusal?.code}`);
    return agent;
  }
}

function newCollector(config: CollectorConfig): Collector {
  return new Collector({ config, version: '0.1.0', logger: silentLogger });
}
