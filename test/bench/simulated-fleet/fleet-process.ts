import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FleetFigures, FleetOptions } from './fleet.ts';

export type FleetCommand =
  | { readonly id: number; readonly type: 'start'; readonly options: FleetOptions }
  | { readonly id: number; readonly type: FleetCall };

type FleetCall = 'produce' | 'pause' | 'beginMeasure' | 'figures';

export interface FleetReport {
  readonly id: number;
  readonly figures?: FleetFigures;
  readonly error?: string;
}

const program = fileURLToPath(new URL('../simulated-fleet.js', import.meta.url));

/** A simulated fleet in a process of its own. Each call does what the method of `Fleet` does. */
export class FleetProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: FleetReport) => void>();
  #calls = 0;

  constructor() {
    this.#child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', (answer: FleetReport) => this.#waiting.get(answer.id)?.(answer));
    this.#child.on('exit', (code) => {
      for (const [id, resolve] of this.#waiting) resolve({ id, error: `the fleet ended with ${code}` });
    });
  }

  start(options: FleetOptions): Promise<FleetFigures> {
    return this.#call((id) => ({ id, type: 'start', options }));
  }

  do(type: FleetCall): Promise<FleetFigures> {
    return this.#call((id) => ({ id, type }));
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  async #call(make: (id: number) => FleetCommand): Promise<FleetFigures> {
    const id = ++this.#calls;
    const answered = new Promise<FleetReport>((resolve) => this.#waiting.set(id, resolve));
    this.#child.send(make(id));
    const { figures, error } = await answered;
    this.#waiting.delete(id);
    if (figures === undefined) throw new Error(error ?? 'the fleet has no figures yet');
    return figures;
  }
}
