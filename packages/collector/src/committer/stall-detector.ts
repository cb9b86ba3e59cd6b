/** Without a commit for so long though something is to be committed, agents had better keep what they have. */
const defaultStallMs = 5_000;

/**
 * Notices that nothing is committed although something is to be: at once when the core says so, otherwise after a while.
 * Tells both turns: when it begins to last, and when it is over.
 */
export class StallDetector {
  readonly #stallMs: number;
  readonly #onStalled: () => void;
  readonly #onResumed: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isStalled = false;

  constructor({ stallMs = defaultStallMs, onStalled, onResumed }: StallDetectorOptions) {
    this.#stallMs = stallMs;
    this.#onStalled = onStalled;
    this.#onResumed = onResumed;
  }

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** Something is to be committed. */
  began(): void {
    this.#timer ??= setTimeout(() => {
      this.#isStalled = true;
      this.#onStalled();
    }, this.#stallMs);
  }

  /** Commits go on; `wasStalled`: the core could not commit before. */
  ended(wasStalled: boolean): void {
    this.stop();
    this.#timer = undefined;
    const isTurn = wasStalled || this.#isStalled;
    this.#isStalled = false;
    if (isTurn) this.#onResumed();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

export interface StallDetectorOptions {
  /** Default: 5 s. */
  readonly stallMs?: number | undefined;
  readonly onStalled: () => void;
  readonly onResumed: () => void;
}
