import { createLogger, runDaemon, systemClock } from '@hostwire/runtime';
import { Agent } from "../agent.js";
import { parseCollectorAddress } from "../collector-address.js";
import { loadIdentity } from "../identity.js";
import { readMachine } from "../machine.js";
import { createLinuxSource } from "../sources/linux/linux-source.js";
import { agentVersion } from "../version.js";
const stopDeadlineMs = 7_000;
const inventoryMs = 20_000;
/** Runs until a signal. Resolves with the exit code; rejects when it cannot start. */
export async function run(flags) {
    const { identity, privateKey } = loadIdentity(flags.state);
    const collector = parseCollectorAddress(flags.collector ?? identity.collector).url;
    const logger = createLogger({ name: 'agent', level: flags.logLevel, pretty: flags.pretty });
    const agent = new Agent({
        stateDir: flags.state,
        identity: { ...identity, collector },
        privateKey,
        machine: readMachine(),
        version: agentVersion(),
        clock: systemClock,
        logger,
        makeSource: (self) => createLinuxSource({ clock: systemClock, self }),
        // Loaded when it is due: the agent's memory is not to carry it from the start.
        collectInventory: async (signal) => {
            const { collectInventory } = await import("../inventory/inventory.js");
            return collectInventory({ timeoutMs: inventoryMs, logger, signal });
        },
    });
    await agent.start(); // an agent that cannot start says so in one line, before there is a daemon
    flags.until?.once('close', () => process.kill(process.pid, 'SIGTERM'));
    flags.until?.resume();
    return runDaemon(agent, { logger, stopDeadlineMs });
}
//# sourceMappingURL=run.js.map