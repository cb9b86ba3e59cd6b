// One way to ask the collector: JSON or a RequestError whose code says what went wrong.
import { withBasePath } from '../location/base-path.ts';

/** UNREACHABLE: no answer; UNAUTHENTICATED: no session; otherwise the collector's own code. */
export class RequestError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;

  constructor(message: string, given: { code: string; status: number; retryable: boolean; cause?: unknown }) {
    super(message, { cause: given.cause });
    this.name = 'RequestError';
    this.code = given.code;
    this.status = given.status;
    this.retryable = given.retryable;
  }
}

/** Characters shown of an answer that is not JSON. */
const maxShownText = 500;

interface ErrorBody {
  error?: { code?: string; message?: string };
}

/** The error for an answer that is not 2xx. */
function refusal(status: number, body: ErrorBody): RequestError {
  const { code = status === 401 ? 'NOT_SIGNED_IN' : 'HTTP_ERROR' } = body.error ?? {};
  return new RequestError(body.error?.message ?? `The collector answered with status ${status}.`, {
    code: code === 'NOT_SIGNED_IN' ? 'UNAUTHENTICATED' : code,
    status,
    retryable: status === 429 || status >= 500,
  });
}

function unreachable(cause: unknown): RequestError {
  return new RequestError('The collector does not answer. It may be restarting, or the network is down.', {
    code: 'UNREACHABLE',
    status: 0,
    retryable: true,
    cause,
  });
}

async function errorBody(response: Response): Promise<ErrorBody> {
  try {
    return (await response.json()) as ErrorBody;
  } catch {
    // A proxy's error page: the status has to say it all.
    return {};
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(withBasePath(path), { credentials: 'same-origin', ...init });
  } catch (error) {
    init.signal?.throwIfAborted();
    throw unreachable(error);
  }
  if (!response.ok) throw refusal(response.status, await errorBody(response));
  return response;
}

export interface Answer<T> {
  body: T;
  /** The collector's clock (`Date` header, whole seconds); undefined when it did not say. */
  serverMs: number | undefined;
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const serverMs = Date.parse(response.headers.get('date') ?? '');
  const text = await response.text();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    throw new RequestError(text.slice(0, maxShownText), {
      code: 'NOT_JSON',
      status: response.status,
      retryable: false,
      cause: error,
    });
  }
  return { body: body as T, serverMs: Number.isNaN(serverMs) ? undefined : serverMs };
}

/** GETs JSON. Throws RequestError, or the signal's reason once aborted. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<Answer<T>> {
  return answerOf<T>(await send(path, signal === undefined ? {} : { signal }));
}

/** POSTs JSON and gets JSON. Throws RequestError, or the signal's reason once aborted. */
export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return answerOf<T>(await send(path, signal === undefined ? init : { ...init, signal }));
}

export async function deleteResource(path: string): Promise<void> {
  await send(path, { method: 'DELETE' });
}

/** POSTs JSON and gets whatever comes back as a file. Throws RequestError. */
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await send(path, init)).blob();
}
