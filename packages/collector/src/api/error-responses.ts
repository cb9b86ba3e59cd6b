import { apiErrors, isApiErrorCode, type ErrorResponse } from '@hostwire/api';
import { errorCode, HostwireError, toError } from '@hostwire/runtime';
import { StorageError } from '@hostwire/storage';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';

export function errorResponse(code: string, message: string): ErrorResponse {
  return { error: { code, message } };
}

/** Fastify's `frameworkErrors`: an address that its router refuses never reaches a route, nor the handler of errors. */
export function respondToRouterError(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const why =
    error.code === 'FST_ERR_MAX_PARAM_LENGTH'
      ? 'a part of the address is too long: give the name or id as it is listed'
      : 'the address is not well formed: write each special character as % and two hexadecimal digits';
  void reply.code(400).send(errorResponse('REQUEST_INVALID', why));
}

interface Failure {
  readonly status: number;
  readonly body: ErrorResponse;
}

/** Every failure as {error: {code, message}}; what is not expected is logged and told without details. */
export function respondToErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const { status, body } = failureOf(thrown);
    if (status >= 500) request.log.error({ err: toError(thrown), code: body.error.code }, 'request failed');
    return reply.code(status).send(body);
  });
}

function failureOf(thrown: unknown): Failure {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const problems = thrown.validation.map(({ instancePath, message }) => `${where(instancePath)}${message}`);
    return { status: 400, body: errorResponse('REQUEST_INVALID', problems.join('; ')) };
  }
  if (thrown instanceof z.ZodError) {
    const problems = thrown.issues.map(({ path, message }) => `${where(`/${path.join('/')}`)}${message}`);
    return { status: 400, body: errorResponse('REQUEST_INVALID', problems.join('; ')) };
  }
  const { message } = toError(thrown);
  if (thrown instanceof HostwireError || thrown instanceof StorageError) {
    return { status: statusOf(thrown), body: errorResponse(thrown.code, message) };
  }
  const status = statusCodeOf(thrown);
  if (status >= 400 && status < 500) return { status, body: errorResponse(errorCode(thrown), message) };
  return {
    status: 500,
    body: errorResponse('INTERNAL', 'the collector failed at this request: its log says why'),
  };
}

function statusOf({ code, retryable }: { readonly code: string; readonly retryable: boolean }): number {
  if (isApiErrorCode(code)) return apiErrors[code].status;
  return retryable ? 503 : 500;
}

/** `/uses` → `uses: `. */
function where(instancePath: string): string {
  return instancePath === '' || instancePath === '/' ? '' : `${instancePath.slice(1).replaceAll('/', '.')}: `;
}

/** Fastify's own errors (body too large, not JSON, ...) carry their status. */
function statusCodeOf(thrown: unknown): number {
  const { statusCode } = toError(thrown) as Error & { readonly statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
