/**
 * A process that asks systeminformation, and what it answered.
 *
 *   stopped ──start──► idle ──ask──► reading ──done──► idle          `take` hands out what the round brought
 *                                       │
 *                                       └── silent too long, gone, flooding ──► idle, without a process
 *
 * A process is started by the `ask` that finds none, and stays. While a round runs none is begun. A round always ends:
 * at the latest when the process was silent for `silenceMs` or has ended; then its whole group is killed, the call that
 * it was busy with is set aside, and the round counts with the answers it has. A call set aside is left out of rounds,
 * for longer each time it happens, so that a mount whose server is dead costs one stuck `df` an hour and not one
 * every ten seconds, and so that the other calls go on. A round without calls is over at once.
 *
 * Invariants: at most one process; `ask` and `take` never wait and never throw; what comes late, from a round that is
 * over, is not used.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Clock } from '@hostwire/runtime';
import { childGroupOptions, killGroup } from '../../child-group.ts';
import { packageFile } from '../../package-file.ts';
import type { Issue } from '../sampling/source.ts';

export const readerLimits = {
  /** Nothing from the process for this long: the call hangs. */
  silenceMs: 3_000,
  /** How long a call that hung is set aside, at first and at most; it doubles. */
  setAsideMs: 30_000,
  maxSetAsideMs: 3_600_000,
  /** Of one line. 4,096 interfaces are below 1 MiB. */
  maxLineBytes: 4 * 1024 * 1024,
} as const;

/** Functions of systeminformation and Node's os.loadavg, as reader-child.mjs has them. */
export type Call =
  'currentLoad' | 'loadavg' | 'mem' | 'networkStats' | 'disksIO' | 'fsStats' | 'fsSize' | 'battery';

/** What one round brought. */
export interface Round {
  /** The instant it began, by the clocks of the process: wall clock; monotonic clock. */
  readonly tsMs: number;
  readonly monoMs: number;
  /** Counts processes: totals that a process adds up begin anew with the next one. */
  readonly generation: number;
  readonly answers: ReadonlyMap<Call, unknown>;
}

export interface ReaderOptions {
  readonly calls: readonly Call[];
  readonly clock: Clock;
  /** Another in tests. */
  readonly program?: string;
  readonly silenceMs?: number;
}

/** From src/sources/portable and from dist/sources/portable alike. */
const readerChild = packageFile('portable/reader-child.mjs');

interface SetAside {
  readonly untilMs: number;
  readonly forMs: number;
  readonly code: string;
  readonly message: string;
}

interface RunningRound {
  readonly number: number;
  readonly calls: readonly Call[];
  readonly answers: Map<Call, unknown>;
  began: { tsMs: number; monoMs: number } | undefined;
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #program: string;
  readonly #silenceMs: number;
  readonly #setAside = new Map<Call, SetAside>();
  readonly #errors = new Map<Call, string>();
  #started = false;
  #child: ChildProcess | undefined;
  #generation = 0;
  #rounds = 0;
  #running: RunningRound | undefined;
  #ready: Round | undefined;
  #silence: NodeJS.Timeout | undefined;
  #partialLine = '';

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#program = options.program ?? readerChild;
    this.#silenceMs = options.silenceMs ?? readerLimits.silenceMs;
  }

  start(): void {
    this.#started = true;
  }

  /** The process is reported to end and is not waited for: it may hang in the kernel. */
  stop(): void {
    this.#started = false;
    this.#running = undefined;
    this.#ready = undefined;
    this.#setAside.clear();
    this.#errors.clear();
    this.#endChild();
  }

  /** Begins a round, unless one runs. */
  ask(): void {
    if (!this.#started || this.#running !== undefined) return;
    const nowMs = this.#options.clock.monoMs();
    const calls = this.#options.calls.filter((call) => (this.#setAside.get(call)?.untilMs ?? 0) <= nowMs);
    const round: RunningRound = { number: ++this.#rounds, calls, answers: new Map(), began: undefined };
    this.#running = round;
    if (calls.length === 0) return this.#endRound(round);
    this.#child ??= this.#spawn();
    this.#child.stdin?.write(`${JSON.stringify({ round: round.number, calls })}\n`);
    this.#watch();
  }

  /** The round that has ended since the last call. */
  take(): Round | undefined {
    const round = this.#ready;
    this.#ready = undefined;
    return round;
  }

  /** Calls that are set aside, and those that failed in the last round. `group` is the name of the call. */
  issues(): Issue[] {
    const setAside = [...this.#setAside].map(([group, { code, message }]) => ({ group, code, message }));
    const failed = [...this.#errors].map(([group, message]) => ({ group, code: 'CALL_FAILED', message }));
    return [...setAside, ...failed];
  }

  #spawn(): ChildProcess {
    this.#generation++;
    this.#partialLine = '';
    const child: ChildProcess = spawn(process.execPath, [this.#program], {
      ...childGroupOptions,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdout?.setEncoding('utf8');
    child.stdin?.on('error', () => undefined); // EPIPE: `exit` reports
    child.stdout?.on('data', (piece: string) => child === this.#child && this.#hear(piece));
    const gone = (reason: string) => {
      if (child === this.#child) this.#giveUp('READER_ENDED', reason);
    };
    child.on('error', (error) => gone(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => gone(`ended with ${signal ?? code}`));
    child.unref();
    return child;
  }

  #watch(): void {
    clearTimeout(this.#silence);
    const message = `has not answered for ${this.#silenceMs} ms`;
    this.#silence = setTimeout(() => this.#giveUp('CALL_HUNG', message), this.#silenceMs);
    this.#silence.unref();
  }

  #hear(piece: string): void {
    this.#watch();
    const lines = (this.#partialLine + piece).split('\n');
    this.#partialLine = lines.pop()!;
    for (const line of lines) this.#line(line);
    if (this.#partialLine.length <= readerLimits.maxLineBytes) return;
    this.#giveUp('ANSWER_TOO_LARGE', `answered more than ${readerLimits.maxLineBytes} bytes`);
  }

  #line(line: string): void {
    const round = this.#running;
    const reported = parseLine(line);
    if (round === undefined || reported?.round !== round.number) return;
    if (reported.tsMs !== undefined && reported.monoMs !== undefined)
      round.began = { tsMs: reported.tsMs, monoMs: reported.monoMs };
    const call = round.calls.find((each) => each === reported.call);
    if (call !== undefined) {
      this.#setAside.delete(call);
      if (reported.error === undefined) {
        this.#errors.delete(call);
        round.answers.set(call, reported.value);
      } else {
        this.#errors.set(call, reported.error);
        round.answers.set(call, undefined);
      }
    }
    if (reported.done === true) this.#endRound(round);
  }

  #endRound({ began, answers }: RunningRound): void {
    clearTimeout(this.#silence);
    this.#running = undefined;
    const { clock } = this.#options;
    const { tsMs, monoMs } = began ?? { tsMs: clock.nowMs(), monoMs: clock.monoMs() };
    const reported = new Map([...answers].filter(([, value]) => value !== undefined));
    this.#ready = { tsMs, monoMs, generation: this.#generation, answers: reported };
  }

  /** Without a process; the call that was being answered is set aside. */
  #giveUp(code: string, what: string): void {
    const round = this.#running;
    this.#endChild();
    if (round === undefined) return;
    const call = round.calls.find((each) => !round.answers.has(each));
    if (call !== undefined) {
      const { setAsideMs, maxSetAsideMs } = readerLimits;
      const forMs = Math.min(2 * (this.#setAside.get(call)?.forMs ?? setAsideMs / 2), maxSetAsideMs);
      const message = `${call} of systeminformation ${what}; it is asked again in ${forMs / 1000} s`;
      const untilMs = this.#options.clock.monoMs() + forMs;
      this.#setAside.set(call, { untilMs, forMs, code, message });
    }
    this.#endRound(round);
  }

  #endChild(): void {
    clearTimeout(this.#silence);
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    killGroup(child);
    for (const stream of [child.stdin, child.stdout]) stream?.destroy();
  }
}

interface Line {
  readonly round?: number;
  readonly tsMs?: number;
  readonly monoMs?: number;
  readonly call?: string;
  readonly value?: unknown;
  readonly error?: string;
  readonly done?: boolean;
}

/** undefined for what the process did not write on purpose. */
function parseLine(line: string): Line | undefined {
  try {
    const reported: unknown = JSON.parse(line);
    return typeof reported === 'object' && reported !== null ? reported : undefined;
  } catch {
    return undefined;
  }
}
