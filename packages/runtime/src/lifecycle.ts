/**
 * Starts components in the order they were added and stops them in reverse.
 *
 * States: idle → starting → started → stopping → stopped; stopped is final (build a new one to start again).
 *   start()  from idle only begins the work; later calls share its outcome. After stop() it is refused.
 *   stop()   from any state: waits for the start() of the component at hand, starts no further one, then stops, in
 *            reverse, every component whose start() was called, also one whose start() failed.
 * Invariants: start() and stop() of one component never overlap; each is called at most once; every stop() is
 * called even if another throws.
 */
import { systemClock, type Clock } from './clock.ts';
import { HostwireError, toError } from './error.ts';
import type { Logger } from './logger.ts';

/** What has a life: both calls are idempotent and the constructor does no I/O. */
export interface Component {
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly component: Component;
}

export class Lifecycle implements Component {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #entries: Entry[] = [];
  readonly #begun: Entry[] = [];
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor({ logger, clock = systemClock }: { logger: Logger; clock?: Clock }) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Only before start(). The name appears in the log. */
  add(name: string, component: Component): this {
    if (this.#starting !== undefined || this.#stopping !== undefined) {
      throw new HostwireError('LIFECYCLE_SEALED', `${name} was added after start() or stop(): add it before`);
    }
    this.#entries.push({ name, component });
    return this;
  }

  /** Rejects with the error of the first component that fails; call stop() then. */
  start(): Promise<void> {
    this.#starting ??= this.#stopping === undefined ? this.#startAll() : Promise.reject(stoppedEarly());
    return this.#starting;
  }

  /** Rejects with LIFECYCLE_STOP_FAILED when a component's stop() failed, after all were called. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #startAll(): Promise<void> {
    for (const entry of this.#entries) {
      if (this.#stopping !== undefined) throw stoppedEarly();
      this.#begun.push(entry);
      await this.#timed('component started', entry.name, () => entry.component.start());
    }
  }

  async #stopAll(): Promise<void> {
    await this.#starting?.catch(() => undefined); // whoever called start() has the error
    const failures: Error[] = [];
    for (const { name, component } of this.#begun.toReversed()) {
      try {
        await this.#timed('component stopped', name, () => component.stop());
      } catch (thrown) {
        const error = toError(thrown);
        this.#logger.error({ component: name, err: error }, 'component failed to stop');
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw new HostwireError('LIFECYCLE_STOP_FAILED', `${failures.length} components failed to stop`, {
        cause: new AggregateError(failures),
      });
    }
  }

  async #timed(phrase: string, component: string, step: () => Promise<void>): Promise<void> {
    const beganMs = this.#clock.monoMs();
    await step();
    this.#logger.debug({ component, ms: Math.round(this.#clock.monoMs() - beganMs) }, phrase);
  }
}

function stoppedEarly(): HostwireError {
  return new HostwireError('LIFECYCLE_STOPPED', 'stopped before or while starting');
}
