import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import {
  decodeEnrollRequest,
  encodeEnrollRefusal,
  encodeEnrollResponse,
  enrollLabel,
  enrollMessage,
  exporterBytes,
  ProtocolError,
  protocolLimits,
} from '@hostwire/protocol';
import { HostwireError, toError, type Logger } from '@hostwire/runtime';
import { RegistryError, type RegistryErrorCode } from '../registry/registry-error.ts';
import type { Registry } from '../registry/registry.ts';
import type { AddressTable } from './address-table.ts';
import { isSignedBy } from '../keys/ed25519.ts';
import { gatewayLimits } from './gateway-limits.ts';

const contentType = 'application/x-protobuf';

const statusOf: Readonly<Record<RegistryErrorCode, number>> = {
  TOKEN_UNKNOWN: 401,
  TOKEN_EXPIRED: 403,
  TOKEN_USED_UP: 403,
  TOKEN_REVOKED: 403,
  TOKEN_WRONG_NETWORK: 403,
  KEY_MISMATCH: 409,
  KEY_IN_USE: 409,
  AGENT_UNKNOWN: 404,
  AGENT_REVOKED: 403,
  AGENT_NOT_REVOKED: 409,
  LABELS_FULL: 409,
};

export interface EnrolEndpointOptions {
  readonly registry: Registry;
  readonly addresses: AddressTable;
  readonly logger: Logger;
}

interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
}

/** POST /v1/enroll: answers whatever comes; failures of the peer cost it its next tries. Never throws. */
export class EnrolEndpoint {
  readonly #options: EnrolEndpointOptions;

  constructor(options: EnrolEndpointOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse, socket: TLSSocket): Promise<void> {
    const address = socket.remoteAddress ?? '';
    const { addresses, logger } = this.#options;
    const mayTry = addresses.mayTry(address, 'enrolment');
    const answer = mayTry ? await this.#answer(request, socket) : tooManyFailures();
    if (answer === undefined) return; // the peer went away
    const isFailure = answer.status >= 400 && answer.status < 500;
    if (isFailure && addresses.failed(address))
      logger.info({ address, status: answer.status }, 'enrolment refused');
    response.writeHead(answer.status, {
      'content-type': contentType,
      'content-length': answer.body.byteLength,
      connection: 'close',
      ...(answer.status === 503 ? { 'retry-after': `${gatewayLimits.retryAfterSeconds}` } : {}),
    });
    response.end(answer.body);
  }

  async #answer(request: IncomingMessage, socket: TLSSocket): Promise<Answer | undefined> {
    try {
      const body = await readBody(request);
      return body === undefined ? undefined : await this.#enrol(body, socket);
    } catch (error) {
      if (error instanceof ProtocolError) return refusal(400, 'REQUEST_MALFORMED', error.message);
      if (error instanceof RegistryError) return refusal(statusOf[error.code], error.code, error.message);
      if (error instanceof EndpointError) return refusal(error.status, error.code, error.message);
      this.#options.logger.error({ err: toError(error) }, 'an enrolment could not be stored');
      return refusal(
        503,
        'TRY_AGAIN',
        'the collector cannot store enrolments at present: try again in a moment',
      );
    }
  }

  async #enrol(body: Buffer, socket: TLSSocket): Promise<Answer> {
    const request = decodeEnrollRequest(body);
    const exporter = socket.exportKeyingMaterial(exporterBytes, enrollLabel, Buffer.alloc(0));
    if (!isSignedBy(request.publicKey, enrollMessage(exporter, request.publicKey), request.signature)) {
      return refusal(
        401,
        'SIGNATURE_INVALID',
        'the request is not signed for this connection: is a proxy ending TLS on the way?',
      );
    }
    const { agentId, host } = await this.#options.registry.enrol({
      tokenId: request.tokenId,
      secret: request.tokenSecret,
      publicKey: Buffer.from(request.publicKey).toString('hex'),
      machineHash: request.machineHash,
      hostname: request.hostname,
      address: socket.remoteAddress ?? '',
    });
    this.#options.logger.info({ agentId, host, address: socket.remoteAddress }, 'agent enrolled');
    return { status: 200, body: encodeEnrollResponse({ agentId, host }) };
  }
}

class EndpointError extends HostwireError {
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(code, message);
    this.status = status;
  }
}

/** undefined when the peer went away before the end. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (request.headers['content-type'] !== contentType) {
    throw new EndpointError(415, 'CONTENT_TYPE_WRONG', `the body must be ${contentType}`);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > protocolLimits.maxEnrollBytes) break;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  if (length > protocolLimits.maxEnrollBytes) {
    throw new EndpointError(413, 'REQUEST_TOO_LARGE', `more than ${protocolLimits.maxEnrollBytes} bytes`);
  }
  return Buffer.concat(chunks);
}

function refusal(status: number, code: string, message: string): Answer {
  return { status, body: encodeEnrollRefusal({ code, message }) };
}

function tooManyFailures(): Answer {
  return refusal(503, 'TOO_MANY_FAILURES', 'too many failed attempts from this address: wait a moment');
}
