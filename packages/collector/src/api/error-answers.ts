import { errorCode, HostwireError, toError } from '@hostwire/runtime';
import { StorageError } from '@hostwire/storage';
import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ErrorAnswer } from './schemas/error.ts';

const statusOfCode: Readonly<Record<string, number>> = {
  AGENT_NOT_REVOKED: 409,
  AGENT_UNKNOWN: 404,
  HOST_REFUSED: 421,
  HOST_UNKNOWN: 404,
  LABELS_FULL: 409,
  LIVE_FULL: 503,
  NOT_FOUND: 404,
  NOT_READY: 503,
  NOT_SIGNED_IN: 401,
  ORIGIN_REFUSED: 403,
  RANGE_INVALID: 400,
  READERS_REFUSED: 403,
  TOKEN_UNKNOWN: 404,
  TOO_MANY_REQUESTS: 429,
};

export function errorAnswer(code: string, message: string): ErrorAnswer {
  return { error: { code, message } };
}

interface Refusal {
  readonly status: number;
  readonly answer: ErrorAnswer;
}

/** Every failure as {error: {code, message}}; what is not expected is logged and told without details. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const { status, answer } = refusalOf(thrown);
    if (status >= 500) request.log.error({ err: toError(thrown), code: answer.error.code }, 'request failed');
    return reply.code(status).send(answer);
  });
}

function refusalOf(thrown: unknown): Refusal {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const problems = thrown.validation.map(({ instancePath, message }) => `${where(instancePath)}${message}`);
    return { status: 400, answer: errorAnswer('REQUEST_INVALID', problems.join('; ')) };
  }
  const { message } = toError(thrown);
  if (thrown instanceof HostwireError) {
    return { status: statusOfCode[thrown.code] ?? 500, answer: errorAnswer(thrown.code, message) };
  }
  if (thrown instanceof StorageError) {
    const status = statusOfCode[thrown.code] ?? (thrown.retryable ? 503 : 500);
    return { status, answer: errorAnswer(thrown.code, message) };
  }
  const status = statusCodeOf(thrown);
  if (status >= 400 && status < 500) return { status, answer: errorAnswer(errorCode(thrown), message) };
  return {
    status: 500,
    answer: errorAnswer('INTERNAL', 'the collector failed at this request: its log says why'),
  };
}

/** `/uses` → `uses: `. */
function where(instancePath: string): string {
  return instancePath === '' ? '' : `${instancePath.slice(1).replaceAll('/', '.')}: `;
}

/** Fastify's own errors (body too large, not JSON, ...) carry their status. */
function statusCodeOf(thrown: unknown): number {
  const { statusCode } = toError(thrown) as Error & { readonly statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
