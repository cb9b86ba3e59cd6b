import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Program, runProgram } from '../harness/program.ts';

export interface AgentState {
  readonly pid: number | null;
  readonly state: string;
  readonly agent_id: string;
  readonly updated_ms: number;
  readonly spool: { readonly epoch: string; readonly lastSeq: number; readonly waiting: number };
  readonly last_ack: { readonly seq: number; readonly ms: number } | null;
}

/** A real agent with its real source. Its spool may stand on a disk of its own. */
export class ChaosAgent {
  readonly name: string;
  readonly stateDir: string;
  readonly #root: string;
  #program: Program | undefined;
  #revoked = false;

  constructor(name: string, stateDir: string, root: string) {
    this.name = name;
    this.stateDir = stateDir;
    this.#root = root;
  }

  async enroll(collector: string, token: string): Promise<void> {
    const args = ['enroll', '--collector', collector, '--token', token, '--name', this.name];
    const { code, stderr } = await runProgram('hostwire-agent', [...args, '--state', this.stateDir], {
      root: this.#root,
    });
    if (code !== 0) throw new Error(`enrolling ${this.name} exited ${code}: ${stderr}`);
  }

  start(): void {
    if (this.#program?.alive === true) return;
    this.#program = new Program('hostwire-agent', ['run', '--state', this.stateDir], { root: this.#root });
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
}
