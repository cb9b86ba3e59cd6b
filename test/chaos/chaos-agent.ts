import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Program, runProgram, type ProgramOptions } from '../harness/program.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Namespace } from './namespace.ts';

export interface AgentState {
  readonly pid: number | null;
  readonly state: string;
  readonly agent_id: string;
  readonly updated_ms: number;
  readonly spool: { readonly epoch: string; readonly lastSeq: number; readonly waiting: number };
  readonly last_sample_ms: number | null;
  readonly last_ack: { readonly epoch: string; readonly seq: number; readonly ms: number } | null;
}

export interface ChaosAgentOptions {
  readonly name: string;
  /** Its spool may stand on a disk of its own. */
  readonly stateDir: string;
  /** Root of the product under test. */
  readonly root: string;
  readonly clock?: FakeClock | undefined;
  readonly namespace?: Namespace | undefined;
  /** Keeps acknowledged batches for seconds instead of minutes. */
  readonly forgets?: boolean;
}

/** Waits between attempts, shortened: rounds are for faults, not for back-off. */
const waitShare = 0.05;
/** What a forgetful agent keeps: long enough for the oracle to have read it. */
const forgetful = { graceMs: 8_000, segmentBytes: 8_192 };

/** A real agent with its real source. */
export class ChaosAgent {
  readonly name: string;
  readonly stateDir: string;
  readonly clock: FakeClock | undefined;
  readonly namespace: Namespace | undefined;
  readonly forgets: boolean;
  readonly #root: string;
  #collectorPort = 0;
  #program: Program | undefined;
  #revoked = false;

  constructor({ name, stateDir, root, clock, namespace, forgets = false }: ChaosAgentOptions) {
    this.name = name;
    this.stateDir = stateDir;
    this.clock = clock;
    this.namespace = namespace;
    this.forgets = forgets;
    this.#root = root;
  }

  /** With the collector behind this port, at every address of the proxy. */
  async enroll(collectorPort: number, token: string): Promise<void> {
    this.#collectorPort = collectorPort;
    const args = ['enroll', '--collector', this.#collector, '--token', token, '--name', this.name];
    const { code, stderr } = await runProgram('hostwire-agent', [...args, '--state', this.stateDir], {
      ...this.#surroundings,
    });
    if (code !== 0) throw new Error(`enrolling ${this.name} exited ${code}: ${stderr}`);
  }

  start(): void {
    if (this.#program?.alive === true) return;
    const overrides = { waitShare, ...(this.forgets ? forgetful : {}) };
    const args = ['run', '--state', this.stateDir, '--limit-overrides', JSON.stringify(overrides)];
    this.#program = new Program('hostwire-agent', args, this.#surroundings);
  }

  get program(): Program {
    if (!this.#program) throw new Error(`agent ${this.name} was not started`);
    return this.#program;
  }

  get isRunning(): boolean {
    return this.#program?.alive === true;
  }

  get spoolDir(): string {
    return join(this.stateDir, 'spool');
  }

  get isRevoked(): boolean {
    return this.#revoked;
  }

  revoked(): void {
    this.#revoked = true;
  }

  /** What it last said about itself; undefined before it did. */
  state(): AgentState | undefined {
    try {
      return JSON.parse(readFileSync(join(this.stateDir, 'status.json'), 'utf8')) as AgentState;
    } catch {
      return undefined; // not written yet, or its disk is cut off
    }
  }

  /** Before a start: what an earlier run said is not what this one knows. */
  forgetState(): void {
    rmSync(join(this.stateDir, 'status.json'), { force: true });
  }

  get #collector(): string {
    return `wss://${this.namespace?.hostAddress ?? '127.0.0.1'}:${this.#collectorPort}`;
  }

  get #surroundings(): ProgramOptions {
    return {
      root: this.#root,
      within: this.namespace?.within ?? [],
      env: this.clock?.environment() ?? {},
    };
  }
}
