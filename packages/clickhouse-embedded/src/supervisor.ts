// Keeps a launched server running: running -> (it ends) waiting -> launching -> running ..., until stop().
//
// Each time the server ends, or does not become ready, the next launch waits longer: jittered exponential back-off with
// a ceiling, reset after a run that lasted. A run that failed to write is killed: the engine goes on as if it had written, but
// at its next start it finds what is incomplete, sets it aside, and takes what a merge was made of instead. There is no last attempt: what stopped the server (a full disk, memory
// taken by others) may pass. Only stop() ends the loop, at whatever point it is.
import { setTimeout as sleep } from 'node:timers/promises';
import { systemErrorCode } from './errors.ts';
import type { Engine, Launched } from './engine.ts';
import type { Ports } from './ports.ts';
import type { ServerExit, ServerProcess } from './server-process.ts';

const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 10_000;
/** A run of this length counts as healthy: the next end is a new trouble, not the old one. */
const STABLE_RUN_MS = 60_000;

/** From one answer to the next question: one is open at a time. Merged parts stay on the disk for eight minutes. */
const HEALTH_CHECK_MS = 2_000;
/** Definitions are copied after so many checks: once a minute. */
const CHECKS_PER_COPY = 30;
/** Of the readers' 32 places. One that is stuck costs a thread; only a new process frees it. */
export const MAX_STUCK_QUERIES = 8;

/** What its owner may want to log. */
export type EmbeddedEvent =
  | { readonly type: 'starting' }
  /** Definitions that a full disk had cut: copies are in their place. */
  | { readonly type: 'definitions-mended'; readonly names: readonly string[] }
  /** Definitions could not be copied: what is cut now would not be mended. */
  | { readonly type: 'definitions-not-kept'; readonly error: unknown }
  | { readonly type: 'ready'; readonly pid: number; readonly startMs: number }
  /** It ended without being asked to. `logTail` is the end of its log. */
  | ({ readonly type: 'exited'; readonly pid: number; readonly logTail: string } & ServerExit)
  /** It could not write, and goes on as if it had: it is killed and started again, to find out what is missing. */
  | { readonly type: 'writes-failed'; readonly pid: number; readonly writes: number }
  /** Queries that ended neither at their limit nor when told to: it is killed and started again. */
  | { readonly type: 'queries-stuck'; readonly pid: number; readonly queries: number }
  /** A launch that follows such an end did not get to `ready`. */
  | { readonly type: 'launch-failed'; readonly error: unknown }
  | { readonly type: 'restarting'; readonly delayMs: number };

export interface SupervisorOptions {
  readonly engine: Engine;
  /** Aborted by stop(), or before that by an owner that gives up during the first launch. */
  readonly abort: AbortController;
  readonly onEvent: (event: EmbeddedEvent) => void;
  readonly random: () => number;
}

export class Supervisor {
  readonly ports: Ports;
  readonly #options: SupervisorOptions;
  readonly #loop: Promise<void>;
  #server: ServerProcess;

  private constructor(options: SupervisorOptions, launched: Launched) {
    this.#options = options;
    this.ports = launched.ports;
    this.#server = launched.server;
    this.#loop = this.#keepRunning(launched);
  }

  /** Launches once, rejecting if that fails, and from then on keeps the server running. */
  static async start(options: SupervisorOptions): Promise<Supervisor> {
    return new Supervisor(options, await launch(options));
  }

  /** Of the process that runs now, or ran last. */
  get pid(): number {
    return this.#server.pid;
  }

  /** Safe to call at any time and again; resolves when no process is left. */
  async stop(): Promise<void> {
    this.#options.abort.abort();
    await this.#server.stop();
    await this.#loop;
  }

  get #signal(): AbortSignal {
    return this.#options.abort.signal;
  }

  async #keepRunning(first: Launched): Promise<void> {
    let launched: Launched | undefined = first;
    let failures = 0;
    for (;;) {
      const lasted: boolean = launched !== undefined && (await this.#untilExit(launched));
      if (this.#signal.aborted) return;
      failures = lasted ? 1 : failures + 1;
      const delayMs = restartDelayMs(failures, this.#options.random);
      this.#options.onEvent({ type: 'restarting', delayMs });
      await pause(delayMs, this.#signal);
      launched = await this.#relaunch();
    }
  }

  /** @returns whether the run lasted long enough to count as healthy */
  async #untilExit(launched: Launched): Promise<boolean> {
    const { server } = launched;
    const begin = performance.now();
    const ended = new AbortController();
    void this.#watchHealth(launched, ended.signal);
    const exit = await server.exited;
    ended.abort();
    if (!this.#signal.aborted) {
      this.#options.onEvent({ type: 'exited', pid: server.pid, logTail: await server.logTail(), ...exit });
    }
    return performance.now() - begin >= STABLE_RUN_MS;
  }

  /** Until the run ends; kills it when it failed to write, or when queries that cannot end use up the readers' places. */
  async #watchHealth(launched: Launched, ended: AbortSignal): Promise<void> {
    const { server, health, endOverdueQueries, keepDefinitions } = launched;
    const isOver = () => ended.aborted;
    for (let checks = 0; ; checks++) {
      await pause(HEALTH_CHECK_MS, ended);
      if (isOver()) return;
      const found = await health();
      if (found === undefined || isOver() || this.#signal.aborted) continue;
      const { failedWrites: writes, overdueQueries, stuckQueries: queries } = found;
      const { pid } = server;
      if (writes > 0) this.#options.onEvent({ type: 'writes-failed', pid, writes });
      else if (queries >= MAX_STUCK_QUERIES) this.#options.onEvent({ type: 'queries-stuck', pid, queries });
      else if (overdueQueries > 0) await endOverdueQueries();
      if (writes === 0 && checks % CHECKS_PER_COPY === 0) await this.#keep(keepDefinitions);
      if (writes > 0 || queries >= MAX_STUCK_QUERIES) {
        server.kill();
        return;
      }
    }
  }

  /** What cannot be copied now is tried again in a minute. */
  async #keep(keepDefinitions: Launched['keepDefinitions']): Promise<void> {
    try {
      await keepDefinitions();
    } catch (error) {
      this.#options.onEvent({ type: 'definitions-not-kept', error });
    }
  }

  async #relaunch(): Promise<Launched | undefined> {
    const isStopped = () => this.#signal.aborted;
    if (isStopped()) return undefined;
    try {
      const launched = await launch(this.#options);
      const { server } = launched;
      this.#server = server;
      // stop() may have looked for a process to stop just before there was one.
      if (isStopped()) await server.stop();
      return launched;
    } catch (error) {
      if (!isStopped()) this.#options.onEvent({ type: 'launch-failed', error });
      return undefined;
    }
  }
}

async function launch({ engine, abort, onEvent }: SupervisorOptions): Promise<Launched> {
  const begin = performance.now();
  onEvent({ type: 'starting' });
  const launched = await engine.launch(abort.signal);
  onEvent({ type: 'ready', pid: launched.server.pid, startMs: Math.round(performance.now() - begin) });
  return launched;
}

/** Between half and all of the exponential delay, so that several servers on one machine do not restart in step. */
export function restartDelayMs(failures: number, random: () => number): number {
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
  return Math.round(ceiling * (0.5 + random() / 2));
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch (error) {
    if (systemErrorCode(error) !== 'ABORT_ERR') throw error;
  }
}
