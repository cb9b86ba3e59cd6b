import { connect as connectTcp, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Case } from './case.ts';
import { Violation } from './target.ts';

/** Without a byte for so long, the other side is taken to wait for more. */
const silenceMs = 400;
const connectMs = 15_000;
/** For answers that never end: streams of live values. */
const answerMs = 10_000;
const maxAnswerBytes = 512 * 1024;

export interface Answer {
  readonly received: Buffer;
  /** The other side closed. */
  readonly isOver: boolean;
}

export async function openTcp(port: number): Promise<Socket> {
  return opened(connectTcp({ host: '127.0.0.1', port, noDelay: true }), 'connect');
}

export async function openTls(port: number): Promise<TLSSocket> {
  const socket = connectTls({
    host: '127.0.0.1',
    port,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
  });
  return opened(socket, 'secureConnect');
}

async function opened<Opened extends Socket>(socket: Opened, event: string): Promise<Opened> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(connectMs) });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.on('error', () => undefined); // 'close' follows
  return socket;
}

/**
 * Writes the messages one after the other and reads until the other side closes or falls silent; then closes. `welcomeMs`:
 * after the first message, waits so long for something that is not the head of an answer.
 */
export async function exchange(
  socket: Duplex,
  messages: Case,
  { patienceMs = silenceMs, welcomeMs = 0 }: { patienceMs?: number; welcomeMs?: number } = {},
): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const answered = new Promise<boolean>((resolve) => {
    let timer = setTimeout(() => resolve(false), patienceMs + silenceMs + welcomeMs);
    const limit = setTimeout(() => resolve(false), answerMs);
    const over = () => {
      clearTimeout(timer);
      clearTimeout(limit);
      resolve(true);
    };
    socket.on('data', (chunk: Buffer) => {
      clearTimeout(timer);
      timer = setTimeout(() => resolve(false), patienceMs);
      length += chunk.length;
      if (length <= maxAnswerBytes) chunks.push(chunk);
    });
    socket.once('end', over);
    socket.once('close', over);
  });
  for (const [position, message] of messages.entries()) {
    if (socket.destroyed || socket.writableEnded) break;
    socket.write(message);
    if (position === 0) await bytesAfterHead(socket, chunks, welcomeMs);
    await new Promise((resolve) => void setImmediate(resolve));
  }
  const isOver = await answered;
  socket.destroy();
  return { received: Buffer.concat(chunks), isOver };
}

async function bytesAfterHead(socket: Duplex, chunks: readonly Buffer[], limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline && !socket.destroyed) {
    const text = Buffer.concat(chunks).toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd >= 0 && text.length > headEnd + 4) return;
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
}

/** The statuses and codes of all answers of HTTP: `400 INVALID_QUERY`, `200`, `cut`, `silent`. */
export function describeHttp({ received, isOver }: Answer): string {
  const text = received.toString('latin1');
  const heads = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  if (heads.length === 0) return isOver ? 'cut' : 'silent';
  const failed = heads.find((status) => status >= 500 && status !== 503);
  if (failed !== undefined) throw new Violation(`answered ${failed}: ${text.slice(0, 600)}`);
  const code = /"error":\{"code":"([A-Z_]+)"/.exec(text)?.[1];
  return [...new Set(heads), ...(code === undefined ? [] : [code])].join(' ');
}
