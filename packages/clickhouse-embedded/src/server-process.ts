// One run of the engine as a child process: spawned -> ready -> ending -> gone, or gone at any moment by itself.
//
// The child lives as long as the pipe to its standard input is open. stop() closes it and the engine shuts down in
// order; after a deadline the child is killed. If this process dies, the kernel closes the pipe. The child is in a
// session of its own, so that Ctrl-C in a terminal reaches the owner alone, and gets an environment of its own,
// because the engine looks for credentials of cloud services in the environment.
import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataFolder } from './data-folder.ts';
import { logTail } from './data-folder.ts';
import { type Confinement, confinementRules } from './confinement.ts';
import { EmbeddedClickHouseError } from './errors.ts';
import { answers, type ProbeTarget } from './http-probe.ts';

/** Beside src/ and beside dist/ alike. */
const programPath = fileURLToPath(new URL('../server/server-process.cjs', import.meta.url));

/** Measured: 0.05 s without clients; 5 s, the engine's own limit, while a client keeps a connection open. */
const STOP_TIMEOUT_MS = 15_000;
const READY_POLL_MS = 20;

export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface LaunchOptions {
  readonly folder: DataFolder;
  readonly libraryPath: string;
  readonly confinement: Confinement;
}

export class ServerProcess {
  readonly pid: number;
  /** Resolves when the process is gone, for whatever reason; never rejects. */
  readonly exited: Promise<ServerExit>;
  readonly #child: ChildProcess;
  readonly #folder: DataFolder;
  #exit: ServerExit | undefined;

  private constructor(child: ChildProcess, pid: number, folder: DataFolder) {
    this.#child = child;
    this.pid = pid;
    this.#folder = folder;
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exit = { code, signal };
        resolve(this.#exit);
      });
    });
  }

  /** @throws EmbeddedClickHouseError `START_FAILED` when the process cannot be created */
  static async launch({ folder, libraryPath, confinement }: LaunchOptions): Promise<ServerProcess> {
    const output = await open(folder.outputLogPath, 'w', 0o600);
    try {
      const rules = confinement === 'none' ? null : confinementRules(folder);
      const args = [programPath, libraryPath, folder.configPath, JSON.stringify(rules)];
      const child = spawn(process.execPath, args, {
        cwd: folder.workPath,
        detached: true,
        env: {},
        stdio: ['pipe', output.fd, output.fd],
      });
      const failed = new Promise<Error>((resolve) => child.on('error', resolve));
      // Written to by nobody; the other end breaking is told by 'exit'.
      child.stdin?.on('error', () => undefined);
      if (child.pid !== undefined) return new ServerProcess(child, child.pid, folder);
      const cause = await failed;
      const message = `cannot start ${process.execPath}: ${cause.message}`;
      throw new EmbeddedClickHouseError('START_FAILED', message, { cause });
    } finally {
      await output.close();
    }
  }

  /**
   * Waits until the server answers.
   *
   * @throws EmbeddedClickHouseError `START_FAILED` when it ends instead, `START_TIMEOUT` when it does neither,
   *   `STOPPED` when the signal says so
   */
  async ready(
    target: ProbeTarget,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      if (signal.aborted)
        throw new EmbeddedClickHouseError('STOPPED', 'stop() was called before ClickHouse was ready');
      if (this.#exit !== undefined) throw await this.#endedError(this.#exit);
      if (performance.now() >= deadline) throw await this.#timeoutError(timeoutMs);
      if (await answers(target)) return;
      await Promise.race([sleep(READY_POLL_MS), this.exited]);
    }
  }

  /** Ends the process and waits until it is gone. Safe to call again. */
  async stop(): Promise<void> {
    this.#child.stdin?.end();
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.exited;
    clearTimeout(deadline);
  }

  get isRunning(): boolean {
    return this.#exit === undefined;
  }

  /** At once, with whatever it is doing. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  logTail(): Promise<string> {
    return logTail(this.#folder);
  }

  async #endedError({ code, signal }: ServerExit): Promise<EmbeddedClickHouseError> {
    const how = signal === null ? `with code ${String(code)}` : `by ${signal}`;
    const message = `ClickHouse ended ${how} before it was ready. Its log ${this.#folder.serverLogPath} ends with:\n`;
    return new EmbeddedClickHouseError('START_FAILED', message + (await this.logTail()));
  }

  async #timeoutError(timeoutMs: number): Promise<EmbeddedClickHouseError> {
    const message = `ClickHouse did not answer within ${timeoutMs} ms. Its log ${this.#folder.serverLogPath} ends with:\n`;
    return new EmbeddedClickHouseError('START_TIMEOUT', message + (await this.logTail()));
  }
}
