/** Timers by name: setting one that runs starts it anew. */
export class Timers<Name extends string> {
  readonly #onTimer: (name: Name) => void;
  readonly #running = new Map<Name, NodeJS.Timeout>();

  constructor(onTimer: (name: Name) => void) {
    this.#onTimer = onTimer;
  }

  set(name: Name, delayMs: number): void {
    this.clear(name);
    this.#running.set(
      name,
      setTimeout(() => this.#onTimer(name), delayMs),
    );
  }

  clear(name: Name): void {
    clearTimeout(this.#running.get(name));
  }
}
