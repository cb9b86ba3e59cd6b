import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiApp } from './app-type.ts';

const compress = promisify(gzip);

/** What fits into one packet is not worth it. */
const leastBytes = 1_400;
/** Answers look alike: more effort saves little. */
const level = 4;

/** Compresses JSON answers for clients that take gzip. Streams do so themselves, files were when they were built. */
export function compressResponses(app: ApiApp): void {
  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (typeof payload !== 'string' || payload.length < leastBytes) return payload;
    if (!/^application\/json/.test(String(reply.getHeader('content-type')))) return payload;
    reply.header('vary', 'accept-encoding');
    const accepted = request.headers['accept-encoding']?.toString() ?? '';
    if (!/\bgzip\b/.test(accepted)) return payload;
    const body = await compress(payload, { level });
    reply.header('content-encoding', 'gzip').header('content-length', body.length);
    return body;
  });
}
