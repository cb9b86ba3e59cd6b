import { fleetWindows } from '@hostwire/storage';

const { sparkMs, sparkStepMs } = fleetWindows;
const sparkSteps = sparkMs / sparkStepMs;

/** The mean of a value over each step of the last 15 minutes. Memory: three arrays of one number per step. */
export class Sparkline {
  /** Number of the step that a place holds: its begin in ms since 1970, divided by the length of a step. */
  readonly #stepOf = new Float64Array(sparkSteps).fill(-1);
  readonly #sums = new Float64Array(sparkSteps);
  readonly #counts = new Float64Array(sparkSteps);

  add(tsMs: number, value: number): void {
    const place = this.#placeOf(Math.floor(tsMs / sparkStepMs));
    if (place === undefined) return;
    this.#sums[place]! += value;
    this.#counts[place]! += 1;
  }

  /** What the database says of a step of which nothing is known here. */
  fill(step: number, mean: number): void {
    const place = this.#placeOf(step);
    if (place === undefined || this.#counts[place]! > 0) return;
    this.#sums[place] = mean;
    this.#counts[place] = 1;
  }

  /** The same with all that another one holds. */
  fillFrom(other: Sparkline): void {
    other.#stepOf.forEach((step, place) => {
      if (other.#counts[place]! > 0) this.fill(step, other.#sums[place]! / other.#counts[place]!);
    });
  }

  /** One value for each step, oldest first; the last step is the one that `nowMs` lies in. null = no value. */
  means(nowMs: number): (number | null)[] {
    const first = Math.floor(nowMs / sparkStepMs) - sparkSteps + 1;
    return Array.from({ length: sparkSteps }, (_, i) => {
      const place = (first + i) % sparkSteps;
      const isKnown = this.#stepOf[place] === first + i && this.#counts[place]! > 0;
      return isKnown ? this.#sums[place]! / this.#counts[place]! : null;
    });
  }

  /** undefined: the place holds a later step already. */
  #placeOf(step: number): number | undefined {
    const place = step % sparkSteps;
    if (this.#stepOf[place]! > step) return undefined;
    if (this.#stepOf[place] === step) return place;
    this.#stepOf[place] = step;
    this.#sums[place] = 0;
    this.#counts[place] = 0;
    return place;
  }
}
