import { availableParallelism, totalmem } from 'node:os';
import type { Account, Accounts, Credentials } from './account.ts';
import { defaultMemoryLimitBytes, renderConfigXml } from './config-xml.ts';
import type { Confinement } from './confinement.ts';
import { type DataFolder, removeConfiguration, writePrivateFile } from './data-folder.ts';
import { keepDefinitions, mendDefinitions } from './definitions.ts';
import { EmbeddedClickHouseError } from './errors.ts';
import {
  endOverdueQueries,
  health,
  type OverdueLimits,
  overdueLimits,
  type ProbeTarget,
  type ServerHealth,
} from './http-probe.ts';
import { choosePorts, type Ports } from './ports.ts';
import { ServerProcess } from './server-process.ts';
import { renderUsersXml } from './users-xml.ts';

/** A store with many parts takes a while to load before the ports open. */
const READY_TIMEOUT_MS = 120_000;
/** Free ports that another program took in the moment between choosing and opening them. */
const MAX_PORT_ATTEMPTS = 5;

export interface EngineSetup {
  readonly folder: DataFolder;
  readonly libraryPath: string;
  readonly confinement: Confinement;
  readonly listenHost: string;
  /** 0 = any free port, chosen at the first launch and kept from then on. */
  readonly wantedPorts: Ports;
  readonly accounts: Accounts;
  readonly passwords: ReadonlyMap<string, string>;
  readonly memoryLimitBytes: number | undefined;
  readonly readyTimeoutMs?: number;
  readonly readerLimits?: OverdueLimits;
  /** Told which definitions a copy took the place of before a launch. */
  readonly onMended?: (names: readonly string[]) => void;
}

export interface Launched {
  readonly server: ServerProcess;
  readonly ports: Ports;
  /** Undefined when it cannot be asked. */
  readonly health: () => Promise<ServerHealth | undefined>;
  readonly endOverdueQueries: () => Promise<void>;
  /** To be called while nothing failed to be written. */
  readonly keepDefinitions: () => Promise<void>;
}

/** The engine configured for one data folder: launched once on ports to be chosen, and again on the same ports. */
export class Engine {
  readonly #setup: EngineSetup;
  #ports: Ports | undefined;

  constructor(setup: EngineSetup) {
    this.#setup = setup;
  }

  /**
   * Resolves when the server answers and the first account can log in. When it rejects, no process is left.
   *
   * @throws EmbeddedClickHouseError `PORT_IN_USE`, `START_FAILED`, `START_TIMEOUT` or `STOPPED`
   */
  async launch(signal: AbortSignal): Promise<Launched> {
    if (this.#ports !== undefined) return this.#launchOn(this.#ports, signal);
    const { listenHost, wantedPorts } = this.#setup;
    for (let attempt = 1; ; attempt++) {
      const ports = await choosePorts(listenHost, wantedPorts);
      try {
        const launched = await this.#launchOn(ports, signal);
        this.#ports = ports;
        return launched;
      } catch (error) {
        if (attempt === MAX_PORT_ATTEMPTS || signal.aborted || (await areFree(listenHost, ports)))
          throw error;
      }
    }
  }

  async #launchOn(ports: Ports, signal: AbortSignal): Promise<Launched> {
    const { folder, libraryPath, confinement, listenHost } = this.#setup;
    const { readyTimeoutMs: timeoutMs = READY_TIMEOUT_MS } = this.#setup;
    // Where they cannot be mended, as on a disk that is full still, the engine says what it cannot read.
    const mended = await mendDefinitions(folder).catch(() => []);
    if (mended.length > 0) this.#setup.onMended?.(mended);
    await this.#configure(ports);
    const server = await ServerProcess.launch({ folder, libraryPath, confinement });
    try {
      const target = {
        host: connectHost(listenHost),
        port: ports.httpPort,
        credentials: this.#probeCredentials(),
      };
      await server.ready(target, { timeoutMs, signal });
      // It has read them, and nobody else is to: they hold the hashes of the passwords.
      await removeConfiguration(folder);
      return { server, ports, ...this.#watch(target), keepDefinitions: () => keepDefinitions(folder) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** Without an account that writes nothing is written that could be missed, and nobody may look at queries of others. */
  #watch(target: ProbeTarget): Pick<Launched, 'health' | 'endOverdueQueries'> {
    const credentials = this.#writeCredentials();
    if (credentials === undefined)
      return { health: async () => undefined, endOverdueQueries: async () => undefined };
    const asWriter = { ...target, credentials };
    const readers = this.#setup.accounts.filter(({ access }) => access === 'read').map(({ name }) => name);
    const watched = { readers, ...(this.#setup.readerLimits ?? overdueLimits) };
    return {
      health: () => health(asWriter, watched),
      endOverdueQueries: () => endOverdueQueries(asWriter, watched),
    };
  }

  async #configure(ports: Ports): Promise<void> {
    const { folder, listenHost, accounts, passwords } = this.#setup;
    const memoryLimitBytes = this.#setup.memoryLimitBytes ?? defaultMemoryLimitBytes(availableMemoryBytes());
    const cores = availableParallelism();
    const config = renderConfigXml({
      storePath: folder.storePath,
      usersPath: folder.usersPath,
      logPath: folder.serverLogPath,
      backupPath: folder.backupPath,
      listenHost,
      ...ports,
      memoryLimitBytes,
      cores,
    });
    await writePrivateFile(
      folder.usersPath,
      renderUsersXml({ accounts, passwords, memoryLimitBytes, cores }),
    );
    await writePrivateFile(folder.configPath, config);
  }

  #probeCredentials(): Credentials {
    return this.#credentialsOf(this.#setup.accounts[0]);
  }

  #writeCredentials(): Credentials | undefined {
    const account = this.#setup.accounts.find(({ access }) => access === 'write');
    return account && this.#credentialsOf(account);
  }

  #credentialsOf({ name: user }: Account): Credentials {
    return { user, password: this.#setup.passwords.get(user) ?? '' };
  }
}

/** Where a client on this machine reaches a server that listens on `listenHost`. */
export function connectHost(listenHost: string): string {
  if (listenHost === '0.0.0.0') return '127.0.0.1';
  return listenHost === '::' ? '::1' : listenHost;
}

async function areFree(host: string, ports: Ports): Promise<boolean> {
  try {
    await choosePorts(host, ports);
    return true;
  } catch (error) {
    if (error instanceof EmbeddedClickHouseError && error.code === 'PORT_IN_USE') return false;
    throw error;
  }
}

/** Of the machine, or of the container if that has less. */
function availableMemoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
