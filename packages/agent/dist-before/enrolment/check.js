import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { connect, isIP } from 'node:net';
import { HostwireError, errorCode, toError } from '@hostwire/runtime';
import { parseCollectorAddress } from "../collector-address.js";
import { connectPinned } from "../uplink/pinned-socket.js";
import { readToken } from "./enrolment.js";
const defaultTimeoutMs = 10_000;
/** Beyond this the collector files samples under its own clock. */
const clockToleranceMs = 10 * 60_000;
/**
 * What would stand in the way of an enrolment, in the order in which it would. Changes nothing, here or there, and does
 * not use up the token. Ends at the first check that fails.
 */
export async function checkEnrolment(options) {
    const { clock, timeoutMs = defaultTimeoutMs } = options;
    const results = [];
    try {
        const address = parseCollectorAddress(options.collector);
        const token = readToken(options.token);
        results.push({ check: 'token', ok: true, detail: `well formed, id ${token.id}, pin ${token.pin}` });
        for (const step of [checkName, checkTcp]) {
            const result = await step(address, timeoutMs);
            results.push(result);
            if (!result.ok)
                return results;
        }
        const socket = await connectPinned({ address, pins: [token.pin], timeoutMs });
        results.push({ check: 'key', ok: true, detail: 'TLS 1.3, and the key is the one that the token names' });
        results.push(await checkClock(socket, address, { clock, timeoutMs }));
    }
    catch (thrown) {
        const error = toError(thrown);
        const check = error instanceof HostwireError && error.code === 'TOKEN_MALFORMED' ? 'token' : 'key';
        results.push({ check, ok: false, detail: error.message });
    }
    return results;
}
async function checkName({ host }) {
    if (isIP(host) !== 0)
        return { check: 'name', ok: true, detail: `${host} is an address` };
    try {
        const found = await lookup(host, { all: true });
        return {
            check: 'name',
            ok: true,
            detail: `${host} is ${found.map(({ address }) => address).join(', ')}`,
        };
    }
    catch (error) {
        return {
            check: 'name',
            ok: false,
            detail: `${host} cannot be looked up (${errorCode(error)}): check its spelling and DNS`,
        };
    }
}
function checkTcp({ host, port }, timeoutMs) {
    return new Promise((resolve) => {
        const socket = connect({ host, port, timeout: timeoutMs });
        const end = (ok, detail) => {
            socket.destroy();
            resolve({ check: 'tcp', ok, detail });
        };
        socket.once('connect', () => end(true, `${host}:${port} answers`));
        socket.once('timeout', () => end(false, `no answer from ${host}:${port} within ${timeoutMs / 1000} s: check firewalls`));
        socket.once('error', (error) => end(false, `${host}:${port}: ${error.message}; is the collector running, and is this its gateway port?`));
    });
}
/** Against the Date header of the collector's answer to any request. */
function checkClock(socket, { host, port }, { clock, timeoutMs }) {
    return new Promise((resolve) => {
        const end = (ok, detail) => {
            socket.destroy();
            resolve({ check: 'clock', ok, detail });
        };
        const asking = request({ host, port, path: '/', createConnection: () => socket, timeout: timeoutMs });
        asking.once('timeout', () => end(false, 'the collector does not answer'));
        asking.once('error', (error) => end(false, `the collector does not answer: ${error.message}`));
        asking.once('response', (response) => {
            response.resume();
            const theirsMs = Date.parse(response.headers.date ?? '');
            if (Number.isNaN(theirsMs))
                return end(true, 'the collector does not tell the time');
            const offMs = clock.nowMs() - theirsMs;
            const seconds = Math.round(Math.abs(offMs) / 1000);
            const direction = offMs < 0 ? 'behind' : 'ahead of';
            const isFar = Math.abs(offMs) > clockToleranceMs;
            end(!isFar, seconds <= 2
                ? 'within 2 s of the collector'
                : `${seconds} s ${direction} the collector${isFar ? ": set this host's clock (NTP)" : ''}`);
        });
        asking.end();
    });
}
//# sourceMappingURL=check.js.map