const msPerDay = 86_400_000;

/** The UTC day of an instant, in days since 1970. */
export function utcDay(ms: number): number {
  return Math.floor(ms / msPerDay);
}
