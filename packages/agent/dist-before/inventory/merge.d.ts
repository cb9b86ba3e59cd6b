import { type Inventory } from '@hostwire/protocol';
import type { HostFacts } from './host-facts.ts';
import type { Parts } from './part.ts';
/** Facts as far as nothing better is told, the parts where they tell something, all within the protocol's limits. */
export declare function mergeInventory(facts: HostFacts, parts: Parts, versions: Pick<Inventory, 'agentVersion' | 'nodeVersion'>): Inventory;
/** Cuts every text and list to what a frame takes; numbers that it cannot take become 0, "unknown". */
export declare function withinLimits<T>(value: T): T;
