import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** A server that stands still still has its connections accepted, by its kernel; where none comes about, none waits there. */
const connectMs = 3_000;

/**
 * Asks a ClickHouse server whether it answers (GET /ping, which costs it next to nothing), on a connection of its own.
 * true: it answered, whatever. false: there is nothing to wait for (refused, reset). undefined: no answer, and the signal
 * ended the question, or no connection within `connectMs`.
 */
export function probeServer(origin: string, signal: AbortSignal): Promise<boolean | undefined> {
  return new Promise((resolve) => {
    const send = origin.startsWith('https:') ? httpsRequest : httpRequest;
    const asking = send(new URL('/ping', origin), { agent: false, signal });
    let isSilent = false;
    const giveUp = setTimeout(() => {
      isSilent = true;
      asking.destroy();
    }, connectMs);
    asking.once('socket', (socket: Socket) => socket.once('connect', () => clearTimeout(giveUp)));
    asking.once('response', (response) => {
      response.resume();
      resolve(true);
    });
    asking.once('error', () => undefined); // 'close' follows
    asking.once('close', () => {
      clearTimeout(giveUp);
      resolve(isSilent || signal.aborted ? undefined : false);
    });
    asking.end();
  });
}
