import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, migrate } from '@hostwire/storage';
import { EmbeddedClickHouse } from 'clickhouse-embedded';

const requestTimeoutMs = 600_000;

/** The embedded ClickHouse with an empty schema of Hostwire, in a folder of its own. */
export class BenchDatabase {
  /** Whatever else a bench writes may lie here. */
  readonly folder: string;
  readonly #server: EmbeddedClickHouse;
  #db: Database | undefined;
  #pid = 0;

  private constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `hostwire-bench-${name}-`));
    this.#server = new EmbeddedClickHouse({
      dataDir: join(this.folder, 'clickhouse'),
      httpPort: 0,
      tcpPort: 0,
      accounts: [{ name: 'bench', access: 'write', database: 'hostwire_bench' }],
    });
  }

  static async start(name: string): Promise<BenchDatabase> {
    const started = new BenchDatabase(name);
    try {
      const { httpUrl, pid } = await started.#server.start();
      const account = started.#server.credentials('bench');
      const names = { database: 'hostwire_bench', application: 'bench' };
      started.#db = new Database({ url: httpUrl, ...account, ...names, requestTimeoutMs });
      started.#pid = pid;
      await migrate(started.#db);
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  get db(): Database {
    if (this.#db === undefined) throw new Error('the database was not started');
    return this.#db;
  }

  /** Of the server. */
  get pid(): number {
    return this.#pid;
  }

  async stop(): Promise<void> {
    await this.#db?.close();
    await this.#server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
