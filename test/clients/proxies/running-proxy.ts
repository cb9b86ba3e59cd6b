import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { waitFor } from '../../harness/wait.ts';
import { program } from '../toolchain.ts';
import { writeRecipe, type Recipe, type Surroundings } from './recipes.ts';

const startLimitMs = 15_000;

/** A proxy that runs a recipe, in the foreground. */
export class RunningProxy {
  readonly #process: ChildProcess;
  #printed = '';

  private constructor(child: ChildProcess) {
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on(
        'data',
        (chunk: Buffer) => (this.#printed = (this.#printed + chunk.toString()).slice(-4_000)),
      );
  }

  /** Resolves when it takes connections. Throws Missing when it is not installed. */
  static async start(
    recipe: Recipe,
    given: Surroundings & { readonly belowPath: boolean },
  ): Promise<RunningProxy> {
    const command = program(recipe.name);
    const args = recipe.args(writeRecipe(recipe, given), given);
    const env = { ...process.env, XDG_DATA_HOME: given.folder, XDG_CONFIG_HOME: given.folder };
    const proxy = new RunningProxy(spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
    await waitFor(`${recipe.name} takes connections`, startLimitMs, () => {
      if (proxy.#process.exitCode !== null) throw new Error(`it ended: ${proxy.#printed}`);
      return accepts(given.sitePort);
    }).catch(async (error: unknown) => {
      await proxy.stop();
      throw error;
    });
    return proxy;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
