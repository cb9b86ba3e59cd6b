/** How long a fault lasts. (Tests wait for conditions; a fault has a duration.) */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

const pollMs = 100;

/** Waits for a fault to take effect, or for the limit: agents that wait before they connect again give it no chance. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs: number): Promise<void> {
  for (let left = limitMs; left > 0 && !(await holds()); left -= pollMs) await pause(pollMs);
}
