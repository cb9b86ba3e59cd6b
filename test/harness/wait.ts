/**
 * Polls until the condition gives something truthy; after the limit it fails, naming what was awaited and the last answer. The
 * limit is of the monotonic clock: a machine that was suspended gets no less time.
 */
export async function waitFor<T>(
  what: string,
  limitMs: number,
  condition: () => Promise<T> | T,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline)
      throw new Error(`${what}: not within ${limitMs} ms; last: ${describe(last)}`);
    await tick();
  }
}

const pollMs = 50;

function tick(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, pollMs));
}

function describe(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : JSON.stringify(value);
}
