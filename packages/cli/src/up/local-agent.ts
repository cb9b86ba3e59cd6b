import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fullJitterMs, type Logger, type LogLevel } from '@hostwire/runtime';
import { CommandError, exitCode } from '../exit-code.ts';

/*
 * The agent of this host under `hostwire up`: a child process of its own, enrolled by the same route as any other.
 *
 * States: stopped → enrolling (only without an identity) → running ⇄ waiting (after an exit, with back-off) → stopped.
 * The child's standard input is a pipe that we hold: when we are gone, however we went, it closes and the child leaves.
 */

const backoff = { baseMs: 500, capMs: 30_000 };
const stopLimitMs = 8_000;

export interface LocalAgentOptions {
  /** The program hostwire-agent (a JavaScript file). */
  readonly bin: string;
  readonly stateDir: string;
  /** wss://127.0.0.1:PORT; may differ from the one at enrolment when the port is chosen anew. */
  readonly collectorUrl: () => string;
  /** Makes a token that is good for one host. */
  readonly createToken: () => Promise<string>;
  readonly logLevel: LogLevel;
  readonly logger: Logger;
}

export class LocalAgent {
  readonly #options: LocalAgentOptions;
  #child: ChildProcess | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopping = false;
  #failures = 0;

  constructor(options: LocalAgentOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#stopping = false;
    if (!existsSync(join(this.#options.stateDir, 'identity.json'))) await this.#enroll();
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#retry);
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const overdue = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await exited;
    clearTimeout(overdue);
  }

  async #enroll(): Promise<void> {
    const { bin, stateDir, collectorUrl, createToken } = this.#options;
    const token = await createToken();
    const args = [
      'enroll',
      '--collector',
      collectorUrl(),
      '--token-file',
      '-', // every user of the machine can read arguments
      '--state',
      stateDir,
    ];
    const child = spawn(process.execPath, [bin, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
    child.stdin.on('error', () => undefined); // an agent that ended early says why on stderr
    child.stdin.end(token);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0)
      throw new CommandError(exitCode.failed, `the agent of this host could not enrol: ${said.trim()}`);
  }

  #run(): void {
    const { bin, stateDir, collectorUrl, logger, logLevel } = this.#options;
    const args = [
      'run',
      '--state',
      stateDir,
      '--collector',
      collectorUrl(),
      '--log-level',
      logLevel,
      '--until-stdin-closes',
    ];
    // A process group of its own: Ctrl-C in the terminal reaches only us, and we stop the parts in order.
    const child = spawn(process.execPath, [bin, ...args], {
      stdio: ['pipe', 'ignore', 'inherit'],
      detached: true,
    });
    this.#child = child;
    const startedMs = Date.now();
    child.on('error', (err) => logger.error({ err }, 'agent of this host did not start'));
    child.on('exit', (code, signal) => {
      if (this.#stopping) return;
      this.#failures = Date.now() - startedMs > backoff.capMs ? 0 : this.#failures + 1;
      const delayMs = fullJitterMs(this.#failures, backoff);
      logger.warn({ code, signal, delayMs }, 'agent of this host ended, starting it again');
      this.#retry = setTimeout(() => this.#run(), delayMs);
    });
  }
}
