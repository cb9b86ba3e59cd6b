import { systemClock } from '@hostwire/runtime';
import { checkEnrolment } from "../enrolment/check.js";
import { enrol } from "../enrolment/enrolment.js";
import { readMachine } from "../machine.js";
import { agentVersion } from "../version.js";
import { exitCode } from "./exit-code.js";
/** `print` takes lines for standard output. Resolves with the exit code. */
export async function enroll(flags, print) {
    if (flags.check)
        return check(flags, print);
    const machine = readMachine();
    const identity = await enrol({
        stateDir: flags.state,
        collector: flags.collector,
        token: flags.token,
        name: flags.name ?? machine.hostname,
        machine,
        agentVersion: agentVersion(),
        force: flags.force,
    });
    print(`enrolled as ${identity.host} at ${identity.collector}`);
    print(`start it with: hostwire-agent run --state ${flags.state}`);
    return exitCode.done;
}
async function check({ collector, token }, print) {
    const results = await checkEnrolment({ collector, token, clock: systemClock });
    for (const { check: what, ok, detail } of results)
        print(`${ok ? 'ok    ' : 'FAILED'}  ${what.padEnd(5)}  ${detail}`);
    return results.every(({ ok }) => ok) ? exitCode.done : exitCode.failed;
}
//# sourceMappingURL=enroll.js.map