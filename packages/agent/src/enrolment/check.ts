import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { connect, isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { HostwireError, errorCode, toError, type Clock } from '@hostwire/runtime';
import { parseCollectorAddress, type CollectorAddress } from '../collector-address.ts';
import { connectPinned } from '../uplink/pinned-socket.ts';
import { readToken } from './enrolment.ts';

/** One line of the diagnosis. */
export interface CheckResult {
  readonly check: 'token' | 'name' | 'tcp' | 'key' | 'clock';
  readonly ok: boolean;
  readonly detail: string;
}

export interface CheckOptions {
  readonly collector: string;
  readonly token: string;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;
/** Beyond this the collector files samples under its own clock. */
const clockToleranceMs = 10 * 60_000;

/**
 * What would stand in the way of an enrolment, in the order in which it would. Changes nothing, here or there, and does
 * not use up the token. Ends at the first check that fails.
 */
export async function checkEnrolment(options: CheckOptions): Promise<CheckResult[]> {
  const { clock, timeoutMs = defaultTimeoutMs } = options;
  const results: CheckResult[] = [];
  try {
    const address = parseCollectorAddress(options.collector);
    const token = readToken(options.token);
    results.push({ check: 'token', ok: true, detail: `well formed, id ${token.id}, pin ${token.pin}` });
    for (const step of [checkName, checkTcp]) {
      const result = await step(address, timeoutMs);
      results.push(result);
      if (!result.ok) return results;
    }
    const { socket } = await connectPinned({ address, pins: [token.pin], timeoutMs });
    results.push({ check: 'key', ok: true, detail: 'TLS 1.3, and the key is the one that the token names' });
    results.push(await checkClock(socket, address, { clock, timeoutMs }));
  } catch (thrown) {
    const error = toError(thrown);
    const check = error instanceof HostwireError && error.code === 'TOKEN_MALFORMED' ? 'token' : 'key';
    results.push({ check, ok: false, detail: error.message });
  }
  return results;
}

async function checkName({ host }: CollectorAddress): Promise<CheckResult> {
  if (isIP(host) !== 0) return { check: 'name', ok: true, detail: `${host} is an address` };
  try {
    const found = await lookup(host, { all: true });
    return {
      check: 'name',
      ok: true,
      detail: `${host} is ${found.map(({ address }) => address).join(', ')}`,
    };
  } catch (error) {
    return {
      check: 'name',
      ok: false,
      detail: `${host} cannot be looked up (${errorCode(error)}): check its spelling and DNS`,
    };
  }
}

function checkTcp({ host, port }: CollectorAddress, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (ok: boolean, detail: string) => {
      socket.destroy();
      resolve({ check: 'tcp', ok, detail });
    };
    socket.once('connect', () => end(true, `${host}:${port} answers`));
    socket.once('timeout', () =>
      end(false, `no answer from ${host}:${port} within ${timeoutMs / 1000} s: check firewalls`),
    );
    socket.once('error', (error) =>
      end(
        false,
        `${host}:${port}: ${error.message}; is the collector running, and is this its gateway port?`,
      ),
    );
  });
}

/** Against the Date header of the collector's answer to any request. */
function checkClock(
  socket: TLSSocket,
  { host, port }: CollectorAddress,
  { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
): Promise<CheckResult> {
  return new Promise((resolve) => {
    const end = (ok: boolean, detail: string) => {
      socket.destroy();
      resolve({ check: 'clock', ok, detail });
    };
    const asking = request({ host, port, path: '/', createConnection: () => socket, timeout: timeoutMs });
    asking.once('timeout', () => end(false, 'the collector does not answer'));
    asking.once('error', (error) => end(false, `the collector does not answer: ${error.message}`));
    asking.once('response', (response) => {
      response.resume();
      const theirsMs = Date.parse(response.headers.date ?? '');
      if (Number.isNaN(theirsMs)) return end(true, 'the collector does not tell the time');
      const offMs = clock.nowMs() - theirsMs;
      const seconds = Math.round(Math.abs(offMs) / 1000);
      const direction = offMs < 0 ? 'behind' : 'ahead of';
      const isFar = Math.abs(offMs) > clockToleranceMs;
      end(
        !isFar,
        seconds <= 2
          ? 'within 2 s of the collector'
          : `${seconds} s ${direction} the collector${isFar ? ": set this host's clock (NTP)" : ''}`,
      );
    });
    asking.end();
  });
}
