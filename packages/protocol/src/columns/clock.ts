/**
 * Where a clock is expected one interval after `previousMs`: what is written is by how much it is off. An expectation
 * beyond 2^53 - 1 counts as 0, so that every difference is exact.
 */
export function expectedMs(previousMs: number, intervalMs: number): number {
  const expected = previousMs + intervalMs;
  return expected <= Number.MAX_SAFE_INTEGER ? expected : 0;
}
