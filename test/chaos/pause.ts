/** How long a fault lasts. (Tests wait for conditions; a fault has a duration.) */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
