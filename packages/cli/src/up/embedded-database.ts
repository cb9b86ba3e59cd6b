import { join, resolve } from 'node:path';
import {
  type Confinement,
  EmbeddedClickHouse,
  EmbeddedClickHouseError,
  type EmbeddedEvent,
} from 'clickhouse-embedded';
import type { CollectorConfig } from '@hostwire/collector';
import type { Logger } from '@hostwire/runtime';
import { CommandError, exitCode } from '../exit-code.ts';

const usualPorts = { http: 8123, native: 9000 };
/** What people did, and tokens: not for everybody who may ask in SQL. */
const tablesOfAdministrators = ['audit_log', 'tokens'] as const;
const shownErrors = 5;
const hint = 'Or use a ClickHouse server of your own with --clickhouse http://USER:PASSWORD@HOST:8123.';

/** The embedded ClickHouse of `hostwire up`, as the collector's configuration wants to see it. */
export class EmbeddedDatabase {
  readonly #config: CollectorConfig;
  readonly #logger: Logger;
  readonly #server: EmbeddedClickHouse;
  /** Of `hostwire storage backup`. Its part `database` is what the engine may open. */
  readonly backupFolder: string;

  constructor(config: CollectorConfig, logger: Logger) {
    const { user, readerUser, database, port, nativePort, unconfinedReaders } = config.clickhouse;
    this.#config = config;
    this.#logger = logger;
    this.backupFolder = resolve(config.backup.folder ?? join(config.data, 'backups'));
    this.#server = new EmbeddedClickHouse({
      dataDir: join(config.data, 'clickhouse'),
      backupDir: join(this.backupFolder, 'database'),
      httpPort: port,
      tcpPort: nativePort ?? (port === usualPorts.http ? usualPorts.native : 0),
      accounts: [
        { name: user, access: 'write', database },
        { name: readerUser, access: 'read', database, except: [...tablesOfAdministrators] },
      ],
      unconfinedReaders,
      externalServerHint: hint,
      onEvent: (event) => logEvent(logger, event),
    });
  }

  async start(): Promise<void> {
    try {
      await this.#server.start();
      if (this.confinement === 'none') this.#warnUnconfined();
    } catch (error) {
      if (!(error instanceof EmbeddedClickHouseError) || error.code !== 'PORT_IN_USE') throw error;
      const message = `${error.message} The option is --clickhouse-port for HTTP, HOSTWIRE_CLICKHOUSE_NATIVE_PORT for the native protocol.`;
      throw new CommandError(exitCode.failed, message, { cause: error });
    }
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** New passwords for both accounts, in force with the next start. Resolves to their names. */
  renewPasswords(): Promise<readonly string[]> {
    return this.#server.renewPasswords();
  }

  get confinement(): Confinement {
    return this.#server.confinement;
  }

  #warnUnconfined(): void {
    const isIn = this.#server.admits(this.#config.clickhouse.readerUser);
    this.#logger.warn(
      { code: 'UNCONFINED', readers: isIn ? 'allowed' : 'refused' },
      isIn
        ? 'this kernel has no Landlock: whoever may ask SQL can read every file of this user (clickhouse.unconfinedReaders)'
        : 'this kernel has no Landlock, so the read-only account is switched off; clickhouse.unconfinedReaders "allow" switches it on',
    );
  }

  /** The configuration with address and passwords of the running server filled in. */
  connectedConfig(): CollectorConfig {
    const endpoints = this.#server.endpoints;
    if (endpoints === undefined)
      throw new Error('BUG: asked for the address of a database that was not started');
    const { user, readerUser } = this.#config.clickhouse;
    const clickhouse = {
      ...this.#config.clickhouse,
      url: endpoints.httpUrl,
      password: this.#server.credentials(user).password,
      readerPassword: this.#server.credentials(readerUser).password,
    };
    return { ...this.#config, clickhouse };
  }
}

/** The lines of the engine's log that may say why it ended; the rest is in its log folder. */
function errorsIn(logTail: string): string[] {
  return logTail
    .split('\n')
    .filter((line) => /<(Fatal|Error)>|^terminate called/.test(line))
    .slice(-shownErrors);
}

function logEvent(logger: Logger, event: EmbeddedEvent): void {
  switch (event.type) {
    case 'starting':
      return logger.debug('ClickHouse starting');
    case 'ready':
      return logger.info({ pid: event.pid, ms: event.startMs }, 'ClickHouse ready');
    case 'exited':
      return logger.error(
        { pid: event.pid, code: event.code, signal: event.signal, errors: errorsIn(event.logTail) },
        'ClickHouse ended unexpectedly',
      );
    case 'definitions-mended':
      return logger.error(
        { names: event.names, code: 'DEFINITIONS_MENDED' },
        'a full disk had cut definitions of tables: copies took their place. Make room on the disk',
      );
    case 'definitions-not-kept':
      return logger.warn(
        { err: event.error },
        'definitions of tables could not be copied: tried again in a minute',
      );
    case 'writes-failed':
      return logger.error(
        { pid: event.pid, writes: event.writes, code: 'WRITES_FAILED' },
        'ClickHouse could not write to its disk: it is started again, and nothing is acknowledged until it writes',
      );
    case 'queries-stuck':
      return logger.error(
        { pid: event.pid, queries: event.queries, code: 'QUERIES_STUCK' },
        'queries of the read-only account neither end at their limit nor when told to: ClickHouse is started again',
      );
    case 'launch-failed':
      return logger.error({ err: event.error }, 'ClickHouse could not be started again');
    case 'restarting':
      return logger.warn({ delayMs: event.delayMs }, 'ClickHouse is started again');
  }
}
