import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Below the range that Linux takes the ports of outgoing connections from. */
const range = { first: 10_000, end: 32_000 } as const;

/**
 * A port that nothing uses, and that no outgoing connection is given while its server is down: unlike one that the kernel chose,
 * it is free when the server starts again.
 */
export function freePort(): number {
  const used = new Set(['tcp', 'tcp6'].flatMap(usedPorts));
  for (;;) {
    const port = randomInt(range.first, range.end);
    if (!used.has(port)) return port;
  }
}

function usedPorts(table: string): number[] {
  const path = `/proc/net/${table}`;
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => Number.parseInt(line.trim().split(/\s+/)[1]!.split(':')[1]!, 16));
}
