import { join } from 'node:path';
import { loadIdentity } from "../identity.js";
import { readMachine } from "../machine.js";
import { isAlive, readLock } from "../spool/lock.js";
import { readStatus } from "../status-file.js";
import { agentVersion } from "../version.js";
import { exitCode } from "./exit-code.js";
/** Exit code 0 while the agent runs, 3 when it does not: then what it wrote last is shown, with the state `stopped`. */
export function status(flags, print) {
    const { identity } = loadIdentity(flags.state);
    const holder = readLock(join(flags.state, 'lock'));
    const isRunning = holder !== undefined && isAlive(holder, readMachine().bootId);
    const last = readStatus(flags.state) ?? neverRan(identity);
    const current = isRunning
        ? { ...last, pid: holder.pid }
        : { ...last, pid: null, state: 'stopped' };
    if (flags.json)
        print(JSON.stringify(current));
    else
        for (const line of describe(current, Date.now()))
            print(line);
    return isRunning ? exitCode.done : exitCode.unreachable;
}
function neverRan({ host, agentId, collector, }) {
    return {
        pid: null,
        state: 'stopped',
        host,
        agent_id: agentId,
        collector,
        version: agentVersion(),
        started_ms: 0,
        updated_ms: 0,
        error: null,
        spool: { epoch: '', bytes: 0, batches: 0, firstSeq: 1, lastSeq: 0, waiting: 0 },
        last_ack: null,
        last_sample_ms: null,
        interval_ms: 1_000,
        troubles: [],
    };
}
function describe(now, nowMs) {
    const ago = (ms) => ms ? `${Math.max(0, Math.round((nowMs - ms) / 1000))} s ago` : 'never';
    const { spool, error, last_ack: lastAck } = now;
    const lines = [
        `host       ${now.host}`,
        `state      ${now.state}${now.pid === null ? '' : ` (pid ${now.pid})`}`,
        `collector  ${now.collector}`,
        `sample     ${ago(now.last_sample_ms)}`,
        `ack        ${lastAck === null ? 'never' : `batch ${lastAck.seq}, ${ago(lastAck.ms)}`}`,
        `spool      ${spool.batches} batches not acknowledged, ${Math.ceil(spool.bytes / 1024)} KiB, last ${spool.lastSeq}`,
    ];
    if (spool.waiting > 0)
        lines.push(`disk       takes nothing: ${spool.waiting} batches are in memory only`);
    if (error !== null)
        lines.push(`problem    ${error.message} (${error.code})`);
    for (const { group, message } of now.troubles)
        lines.push(`not read   ${group}: ${message}`);
    return lines;
}
//# sourceMappingURL=status.js.map