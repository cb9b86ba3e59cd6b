// The server as its owner sees it: stopped -> starting -> running -> stopping -> stopped, and round again.
//
// start() takes the folder lock, waits out a server that a killed owner left behind, and hands a configured engine to
// the supervisor. Whatever was taken is given back in reverse order by stop(), and by start() itself when it fails.
// Invariants: the lock is held whenever a process of ours may run on the folder; ports and passwords do not change
// while the object is running, whatever happens to the process.
import { type Account, type Accounts, type Credentials, requireValidAccounts } from './account.ts';
import { availableConfinement, type Confinement } from './confinement.ts';
import { MIN_MEMORY_LIMIT_BYTES } from './config-xml.ts';
import { createDataFolder, type DataFolder, dataFolder } from './data-folder.ts';
import { connectHost, Engine } from './engine.ts';
import { EmbeddedClickHouseError } from './errors.ts';
import { FolderLock } from './folder-lock.ts';
import { findLibrary, thisPlatform } from './library.ts';
import { endOrphan } from './orphan.ts';
import { loadPasswords, renewPasswords } from './passwords.ts';
import { type EmbeddedEvent, Supervisor } from './supervisor.ts';

const DEFAULT_HTTP_PORT = 8123;
const DEFAULT_TCP_PORT = 9000;
const DEFAULT_LISTEN_HOST = '127.0.0.1';
const MAX_PORT = 65_535;

export interface EmbeddedClickHouseOptions {
  /** Holds everything: data, configuration, passwords, logs. Created (mode 0700) if missing. */
  readonly dataDir: string;
  /** Default 8123; 0 = any free port. */
  readonly httpPort?: number;
  /** Port of ClickHouse's native protocol. Default 9000; 0 = any free port. */
  readonly tcpPort?: number;
  /** An IP address. Default 127.0.0.1. There is no TLS: listen on others only where the network is trusted. */
  readonly listenHost?: string;
  /** Who may log in; at least one. */
  readonly accounts: readonly Account[];
  /**
   * The one folder that `BACKUP` and `RESTORE` may use beside the data folder; created (mode 0700) if missing. Names of backups
   * are relative to it: `BACKUP DATABASE app TO File('NAME')`. Absent: no folder may be used.
   */
  readonly backupDir?: string;
  /** What the server may allocate, at least 512 MiB. Default: half of the memory, between 512 MiB and 4 GiB. */
  readonly memoryLimitBytes?: number;
  /** Told what happens to the server, for the owner's log. Must not throw. */
  readonly onEvent?: (event: EmbeddedEvent) => void;
  /**
   * Whether `read` accounts may log in where the kernel cannot confine the server to its own data. Then SQL can read every file
   * that the server's user can: `refuse`, the default, leaves those accounts out.
   */
  readonly unconfinedReaders?: 'refuse' | 'allow';
  /** A sentence that tells how to do without this package; ends the message when the engine cannot run here. */
  readonly externalServerHint?: string;
}

export interface Endpoints {
  /** Without credentials, for example `http://127.0.0.1:8123`. */
  readonly httpUrl: string;
  readonly httpPort: number;
  readonly tcpPort: number;
  /** Of the server process; another one after a restart. */
  readonly pid: number;
}

interface Running {
  readonly lock: FolderLock;
  readonly supervisor: Supervisor;
}

export class EmbeddedClickHouse {
  readonly #options: EmbeddedClickHouseOptions;
  readonly #accounts: Accounts;
  /** Who may log in here. */
  readonly #admitted: readonly Account[];
  /** What keeps the server from files outside its data folder. */
  readonly confinement: Confinement;
  #passwords: ReadonlyMap<string, string> = new Map();
  #abort = new AbortController();
  #starting: Promise<Running> | undefined;
  #running: Running | undefined;
  #stopping: Promise<void> | undefined;

  /** @throws EmbeddedClickHouseError `INVALID_OPTIONS` */
  constructor(options: EmbeddedClickHouseOptions) {
    requireValidOptions(options);
    this.#options = options;
    this.#accounts = requireValidAccounts(options.accounts);
    this.confinement = process.platform === 'linux' ? availableConfinement() : 'none';
    const readersToo = this.confinement !== 'none' || options.unconfinedReaders === 'allow';
    this.#admitted = this.#accounts.filter(({ access }) => readersToo || access === 'write');
  }

  /**
   * Resolves when the server answers and an account can log in. Calls share one start; on a running server it resolves
   * at once. After a failure nothing is left behind and it may be called again.
   *
   * @throws EmbeddedClickHouseError see its codes
   */
  async start(): Promise<Endpoints> {
    // Without one under way nothing is awaited: a stop() right after this call must find the start.
    if (this.#stopping !== undefined) await this.#stopping;
    this.#starting ??= this.#start();
    return this.#endpointsOf(await this.#starting);
  }

  /**
   * Ends the supervision and the server, by force after 15 s, and frees the folder. Safe to call at any time and again.
   * The data stays.
   */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => {
      this.#stopping = undefined;
    });
    return this.#stopping;
  }

  /** Undefined while the server was not started or is stopped. */
  get endpoints(): Endpoints | undefined {
    return this.#running === undefined ? undefined : this.#endpointsOf(this.#running);
  }

  /** Undefined while the server was not started or is stopped. */
  get pid(): number | undefined {
    return this.endpoints?.pid;
  }

  /**
   * Makes new passwords for every account, in force with the next start(). Resolves to the names of the accounts.
   *
   * @throws EmbeddedClickHouseError `START_FAILED` when the file of passwords is damaged
   */
  renewPasswords(): Promise<readonly string[]> {
    return renewPasswords(dataFolder(this.#options.dataDir).passwordsPath);
  }

  /** Whether this account may log in; false for `read` accounts of a server that is not confined (`unconfinedReaders`). */
  admits(account: string): boolean {
    return this.#admitted.some(({ name }) => name === account);
  }

  /** @throws EmbeddedClickHouseError `NOT_STARTED` before the first start, `INVALID_OPTIONS` for an unknown account */
  credentials(account: string): Credentials {
    if (!this.#accounts.some(({ name }) => name === account)) {
      const known = this.#accounts.map(({ name }) => name).join(', ');
      throw new EmbeddedClickHouseError(
        'INVALID_OPTIONS',
        `there is no account "${account}"; there are: ${known}`,
      );
    }
    const password = this.#passwords.get(account);
    if (password === undefined) {
      throw new EmbeddedClickHouseError('NOT_STARTED', 'passwords are known after start(); call that first');
    }
    return { user: account, password };
  }

  async #start(): Promise<Running> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      this.#running = await this.#acquire(abort);
      return this.#running;
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  async #acquire(abort: AbortController): Promise<Running> {
    const libraryPath = findLibrary(thisPlatform, this.#options.externalServerHint);
    const folder = dataFolder(this.#options.dataDir, this.#options.backupDir);
    await createDataFolder(folder);
    const lock = await FolderLock.take(folder.root);
    try {
      await endOrphan(folder);
      const names = this.#accounts.map(({ name }) => name);
      this.#passwords = await loadPasswords(folder.passwordsPath, names);
      const engine = this.#engine(folder, libraryPath, this.#admittedAccounts());
      const { onEvent = () => undefined } = this.#options;
      return { lock, supervisor: await Supervisor.start({ engine, abort, onEvent, random: Math.random }) };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  #admittedAccounts(): Accounts {
    const [first, ...others] = this.#admitted;
    if (first !== undefined) return [first, ...others];
    const message =
      'this kernel has no Landlock (Linux 5.13 or later has it), so SQL could read every file of this user, and all accounts ' +
      'are read-only ones. Use a newer kernel, or set unconfinedReaders to "allow" where everybody who asks is trusted.';
    throw new EmbeddedClickHouseError('UNCONFINED', message);
  }

  #engine(folder: DataFolder, libraryPath: string, accounts: Accounts): Engine {
    const { listenHost = DEFAULT_LISTEN_HOST, memoryLimitBytes } = this.#options;
    const { httpPort = DEFAULT_HTTP_PORT, tcpPort = DEFAULT_TCP_PORT } = this.#options;
    return new Engine({
      folder,
      libraryPath,
      listenHost,
      wantedPorts: { httpPort, tcpPort },
      confinement: this.confinement,
      accounts,
      passwords: this.#passwords,
      memoryLimitBytes,
      onMended: (names) => this.#options.onEvent?.({ type: 'definitions-mended', names }),
    });
  }

  async #stop(): Promise<void> {
    this.#abort.abort();
    // A start that was under way gives up; its caller gets the error.
    await this.#starting?.catch(() => undefined);
    const running = this.#running;
    this.#starting = undefined;
    this.#running = undefined;
    await running?.supervisor.stop();
    await running?.lock.release();
  }

  #endpointsOf({ supervisor }: Running): Endpoints {
    const host = connectHost(this.#options.listenHost ?? DEFAULT_LISTEN_HOST);
    const httpUrl = `http://${host.includes(':') ? `[${host}]` : host}:${supervisor.ports.httpPort}`;
    return { httpUrl, ...supervisor.ports, pid: supervisor.pid };
  }
}

function requireValidOptions(options: EmbeddedClickHouseOptions): void {
  const invalid = (message: string) => new EmbeddedClickHouseError('INVALID_OPTIONS', message);
  const { dataDir, httpPort = DEFAULT_HTTP_PORT, tcpPort = DEFAULT_TCP_PORT, memoryLimitBytes } = options;
  if (dataDir === '') throw invalid('dataDir is empty: name a folder');
  for (const [name, port] of Object.entries({ httpPort, tcpPort })) {
    if (!Number.isInteger(port) || port < 0 || port > MAX_PORT)
      throw invalid(`${name} is ${port}: use 0 to ${MAX_PORT}`);
  }
  if (httpPort !== 0 && httpPort === tcpPort) throw invalid(`httpPort and tcpPort are both ${httpPort}`);
  if (memoryLimitBytes !== undefined && !(memoryLimitBytes >= MIN_MEMORY_LIMIT_BYTES)) {
    throw invalid(`memoryLimitBytes is ${memoryLimitBytes}: use ${MIN_MEMORY_LIMIT_BYTES} (512 MiB) or more`);
  }
}
