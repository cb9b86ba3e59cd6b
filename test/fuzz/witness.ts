import { readdirSync, readFileSync } from 'node:fs';
import { childrenOf } from '../bench/process-cost.ts';
import { processAlive } from '../harness/program.ts';
import type { Stack } from '../harness/stack.ts';

/** Memory is what a process allocated: without the pages of programs and files that it has mapped. */
export interface Reading {
  readonly collectorMb: number;
  readonly clickhouseMb: number;
  /** Descriptors that the collector has open: connections and files. */
  readonly descriptors: number;
}

const everyMs = 2_000;
/** Lines in which the collector says that something of its own failed. */
const failure = /"level":"?(?:error|fatal)"?|"level":[56]0| (?:ERROR|FATAL) /;

/** Looks at the processes of the product from outside, the whole time. */
export class Witness {
  readonly #stack: Stack;
  readonly #clickhousePid: number;
  #readings: Reading[] = [];
  #timer: NodeJS.Timeout | undefined;
  #linesRead = 0;
  readonly violations: string[] = [];
  readonly #onCrash: () => void;

  constructor(stack: Stack, onCrash: () => void) {
    this.#stack = stack;
    this.#clickhousePid = childrenOf(stack.program.pid)[0]!;
    this.#onCrash = onCrash;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The median of each figure since the last call. */
  take(): Reading {
    const readings = this.#readings;
    this.#readings = [];
    const median = (of: (reading: Reading) => number) =>
      readings.map(of).toSorted((a, b) => a - b)[Math.floor(readings.length / 2)] ?? NaN;
    return {
      collectorMb: median(({ collectorMb }) => collectorMb),
      clickhouseMb: median(({ clickhouseMb }) => clickhouseMb),
      descriptors: median(({ descriptors }) => descriptors),
    };
  }

  #look(): void {
    const { program } = this.#stack;
    if (!program.alive || !processAlive(this.#clickhousePid)) {
      const who = program.alive ? 'ClickHouse' : 'the collector';
      this.violations.push(`${who} ended:\n${program.stderr.slice(-4_000)}`);
      this.stop();
      return this.#onCrash();
    }
    this.#readings.push({
      collectorMb: anonymousMb(program.pid),
      clickhouseMb: anonymousMb(this.#clickhousePid),
      descriptors: readdirSync(`/proc/${program.pid}/fd`).length,
    });
    const lines = program.stderr.split('\n');
    for (const line of lines.slice(this.#linesRead))
      if (failure.test(line)) this.violations.push(`log: ${line}`);
    this.#linesRead = Math.max(0, lines.length - 1);
  }
}

function anonymousMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
