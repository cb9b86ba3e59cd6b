import { agentVersion } from "../version.js";
import { readHostFacts } from "./host-facts.js";
import { inventoryChild, runInventory } from "./inventory-process.js";
import { mergeInventory } from "./merge.js";
import { readParts } from "./part.js";
/** What this host is made of. Never rejects and never takes longer than the time-out and some ms. */
export async function collectInventory({ timeoutMs, logger, signal, program = inventoryChild, }) {
    const [facts, child] = await Promise.all([readHostFacts(), runInventory(program, { timeoutMs, signal })]);
    const { parts, unusable } = readParts(child.output);
    if (child.ending !== 'finished' || unusable > 0) {
        const { ending, errorOutput } = child;
        logger.warn({ ending, unusable, parts: Object.keys(parts), errorOutput }, 'inventory is not complete');
    }
    const versions = { agentVersion: agentVersion(), nodeVersion: process.versions.node };
    return mergeInventory(facts, parts, versions);
}
//# sourceMappingURL=inventory.js.map