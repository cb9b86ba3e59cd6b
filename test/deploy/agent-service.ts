/** What systemd does with the unit of the agent: starts the launcher, and starts it again whenever it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { cloneRoot } from '../harness/clone.ts';

const launcher = join(cloneRoot, 'packages/collector/install/hostwire-agent-launch');
const restartMs = 200;

export interface AgentServiceOptions {
  /** The installed program. */
  readonly program: string;
  readonly state: string;
  /** How long a trial may take. */
  readonly trialSeconds: number;
}

export class AgentService {
  readonly #options: AgentServiceOptions;
  #child: ChildProcess | undefined;
  #isWanted = true;
  #stopped: Promise<void> = Promise.resolve();
  /** What all of them printed. */
  log = '';
  starts = 0;

  constructor(options: AgentServiceOptions) {
    this.#options = options;
    this.#start();
  }

  /** As a crash of the machine's memory would: at once. */
  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#isWanted = false;
    this.#child?.kill('SIGTERM');
    await this.#stopped;
  }

  #start(): void {
    const { program, state, trialSeconds } = this.#options;
    const limits = JSON.stringify({ waitShare: 0.001 });
    const env = { ...process.env, NODE_OPTIONS: '', HOSTWIRE_AGENT_TRIAL_SECONDS: `${trialSeconds}` };
    const child = spawn('sh', [launcher, program, state, '--limit-overrides', limits], { env });
    this.#child = child;
    this.starts++;
    for (const output of [child.stdout, child.stderr])
      output.on('data', (chunk: Buffer) => (this.log += chunk.toString()));
    this.#stopped = new Promise((resolve) => {
      child.once('exit', () => {
        if (this.#isWanted) setTimeout(() => this.#start(), restartMs);
        resolve();
      });
    });
  }
}
