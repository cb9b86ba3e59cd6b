import { join } from 'node:path';
import { Program, runProgram, type ProgramOptions } from './program.ts';
import type { Stack } from './stack.ts';
import { waitFor } from './wait.ts';

export interface AgentStatus {
  readonly pid: number | null;
  readonly state: string;
  readonly host: string;
  readonly spool: { readonly bytes: number; readonly batches: number; readonly lastSeq: number };
  readonly last_ack: { readonly seq: number; readonly ms: number } | null;
}

/** What `hostwire-agent` is given to enrol, of the line that enrols and starts. */
export function enrollArgs({ enrollCommand }: { readonly enrollCommand: string }): string[] {
  const [enrol = ''] = enrollCommand.split(' && ');
  const words = enrol.split(' ');
  return words.slice(words.indexOf('enroll'));
}

/** Another build of the product, and where it runs. */
type Whereabouts = Pick<ProgramOptions, 'root' | 'within' | 'executable'>;

/** A further agent with a state folder and a name of its own, enrolled as an operator would do it. */
export class SecondAgent {
  readonly name: string;
  readonly stateDir: string;
  #program: Program | undefined;

  constructor(folder: string, name: string) {
    this.name = name;
    this.stateDir = join(folder, `agent-${name}`);
  }

  get program(): Program {
    if (!this.#program) throw new Error(`agent ${this.name} was not started`);
    return this.#program;
  }

  /** Runs the line that `hostwire token create` printed; `collector`: with another address, wss://HOST:PORT. */
  async enroll(
    stack: Stack,
    { collector, ...where }: { readonly collector?: string } & Whereabouts = {},
  ): Promise<void> {
    const created = await stack.json<{ enrollCommand: string }>(['token', 'create', '--ttl', '10m']);
    const printed = enrollArgs(created);
    if (collector !== undefined) printed[printed.indexOf('--collector') + 1] = collector;
    const args = [...printed, '--state', this.stateDir, '--name', this.name];
    const { code, stderr } = await runProgram('hostwire-agent', args, where);
    if (code !== 0) throw new Error(`enroll exited ${code}: ${stderr}`);
  }

  /** `options`: further ones of `run`. */
  start(options: readonly string[] = [], where: Whereabouts = {}): Program {
    this.#program = new Program('hostwire-agent', ['run', '--state', this.stateDir, ...options], where);
    return this.#program;
  }

  async status(): Promise<AgentStatus> {
    const { stdout } = await runProgram('hostwire-agent', ['status', '--state', this.stateDir, '--json']);
    return JSON.parse(stdout) as AgentStatus;
  }

  /** Waits until samples of this agent are in ClickHouse that are newer than `sinceMs`. */
  async seen(stack: Stack, sinceMs = 0): Promise<void> {
    await waitFor(`samples of ${this.name} arrive\n${this.#program?.stderr ?? ''}`, 30_000, async () => {
      const sql = `SELECT count() AS n FROM cpu WHERE host = '${this.name}' AND ts > fromUnixTimestamp64Milli(toInt64(${sinceMs}))`;
      const [row] = await stack.query<{ n: number }>(sql);
      return (row?.n ?? 0) > 0;
    });
  }
}
