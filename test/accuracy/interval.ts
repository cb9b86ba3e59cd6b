import type { Bounds } from '@hostwire/agent/verify';

/** Numbers that are known between bounds only. */
export function between(least: number, most: number): Bounds {
  return { least, most };
}

/** A figure as printed, rounded or cut to `grain`. */
export function printed(value: number, grain: number): Bounds {
  return { least: value - grain, most: value + grain };
}

export function sum(parts: readonly Bounds[]): Bounds {
  return parts.reduce((total, part) => between(total.least + part.least, total.most + part.most));
}

export function times(a: Bounds, b: Bounds): Bounds {
  return between(a.least * b.least, a.most * b.most);
}

/** Of a part in its whole, in percent. */
export function share(part: Bounds, whole: Bounds): Bounds {
  return between((100 * part.least) / whole.most, (100 * part.most) / whole.least);
}

/** Whether there is a number that both may be. */
export function overlap(a: Bounds, b: Bounds): boolean {
  return a.least <= b.most && b.least <= a.most;
}

/** How far the bounds are apart, as a share of the value. */
export function blur({ least, most }: Bounds): number {
  return most === 0 ? 0 : (most - least) / most;
}
