/** Lets one task through at a time, in the order they came. A task that fails does not hold up the next. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  pass<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined); // whoever queued the task has its error
    return turn;
  }
}
