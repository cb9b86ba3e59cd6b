import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { cloneRoot } from './clone.ts';
import { waitFor } from './wait.ts';

const bins = {
  hostwire: 'packages/cli/bin/hostwire.js',
  'hostwire-agent': 'packages/agent/bin/hostwire-agent.cjs',
  'chaos-database': 'test/dist/chaos/database-process.js',
};

export type BinName = keyof typeof bins;

export interface ProgramOptions {
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly stdin?: string;
  /** Root of the built product; default: this clone. */
  readonly root?: string;
  /** An executable in the place of Node and the clone's program: the agent as one file. */
  readonly executable?: string;
  /** For Node itself, before the program. */
  readonly nodeArgs?: readonly string[];
  /** A command that becomes the program it is given: `ip netns exec NAME`. */
  readonly within?: readonly string[];
}

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Not the flags of the test runner; and whatever was built in this clone, a collector hands out no executables, so that
 * the line that enrols a host uses the clone.
 */
const ownEnvironment = { NODE_OPTIONS: '', HOSTWIRE_GATEWAY_DOWNLOADS: '/nonexistent' };

const running = new Set<Program>();

/** A built binary of the product as a process, with what it printed. */
export class Program {
  readonly name: BinName;
  readonly process: ChildProcess;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stdout = '';
  stderr = '';

  constructor(name: BinName, args: readonly string[], options: ProgramOptions = {}) {
    this.name = name;
    const env = { ...process.env, ...ownEnvironment, ...options.env };
    const bin = join(options.root ?? cloneRoot, bins[name]);
    const program = options.executable
      ? [options.executable]
      : [process.execPath, ...(options.nodeArgs ?? []), bin];
    const words = [...(options.within ?? []), ...program, ...args];
    this.process = spawn(words[0]!, words.slice(1), {
      env,
      cwd: options.cwd,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.process.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    if (options.stdin !== undefined) this.process.stdin?.end(options.stdin);
    running.add(this);
    this.exited = new Promise((resolve) => {
      this.process.on('close', (code, signal) => {
        running.delete(this);
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error(`${this.name} did not start`);
    return this.process.pid;
  }

  get alive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** SIGTERM, then the exit code; fails when it does not leave within the limit. */
  async terminate(limitMs = 20_000): Promise<number | null> {
    this.process.kill('SIGTERM');
    await waitFor(`${this.name} leaves after SIGTERM\n${this.stderr}`, limitMs, () => !this.alive);
    return (await this.exited).code;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

/** Runs a command to its end. */
export async function runProgram(
  name: BinName,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const program = new Program(name, args, { stdin: '', ...options });
  const { code } = await program.exited;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

/** For afterAll: nothing that a test started may outlive it. Returns what had to be killed. */
export async function killLeftovers(): Promise<string[]> {
  const left = [...running];
  await Promise.all(left.map((program) => program.kill()));
  return left.map((program) => `${program.name} ${program.pid}`);
}

export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
