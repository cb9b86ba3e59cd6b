import type { Inventory } from '@hostwire/protocol';
import type { Logger } from '@hostwire/runtime';
import { agentVersion } from '../version.ts';
import { readHostFacts } from './host-facts.ts';
import { inventoryChild, runInventory } from './inventory-process.ts';
import { mergeInventory } from './merge.ts';
import { readParts } from './part.ts';

export interface InventoryOptions {
  /** For all of it; what is not known by then stays as `os` and /proc report it. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  /** Ends it at once, for an agent that stops: what is known by then is the answer. */
  readonly signal?: AbortSignal;
  /** The program that prints the parts; another in tests. */
  readonly program?: string;
}

/** What this host is made of. Never rejects and never takes longer than the time-out and some ms. */
export async function collectInventory({
  timeoutMs,
  logger,
  signal,
  program = inventoryChild,
}: InventoryOptions): Promise<Inventory> {
  const [facts, child] = await Promise.all([readHostFacts(), runInventory(program, { timeoutMs, signal })]);
  const { parts, unusable } = readParts(child.output);
  if (child.ending !== 'finished' || unusable > 0) {
    const { ending, errorOutput } = child;
    logger.warn({ ending, unusable, parts: Object.keys(parts), errorOutput }, 'inventory is not complete');
  }
  const versions = { agentVersion: agentVersion(), nodeVersion: process.versions.node };
  return mergeInventory(facts, parts, versions);
}
