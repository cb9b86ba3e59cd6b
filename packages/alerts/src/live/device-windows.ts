/** The numbers of one host and device over the last steps: a ring, whose places are used again. */
export class DeviceWindows {
  readonly device: string;
  readonly #width: number;
  /** Which step each place of the ring holds. */
  readonly #steps: Float64Array;
  readonly #slots: Float64Array;

  constructor(device: string, { steps, width }: { readonly steps: number; readonly width: number }) {
    this.device = device;
    this.#width = width;
    this.#steps = new Float64Array(steps).fill(-1);
    this.#slots = new Float64Array(steps * width);
  }

  get slots(): Float64Array {
    return this.#slots;
  }

  /** Where the numbers of a step begin; -1: it is older than what the ring holds. */
  placeOf(step: number): number {
    const place = step % this.#steps.length;
    const held = this.#steps[place]!;
    if (held > step) return -1;
    if (held < step) {
      this.#steps[place] = step;
      this.#slots.fill(NaN, place * this.#width, (place + 1) * this.#width);
    }
    return place * this.#width;
  }

  /** The places of steps from `first` on that are held. */
  *since(first: number): Iterable<number> {
    for (let place = 0; place < this.#steps.length; place++)
      if (this.#steps[place]! >= first) yield place * this.#width;
  }

  /** No step is as young as that. */
  isOlderThan(step: number): boolean {
    return this.#steps.every((held) => held < step);
  }
}
