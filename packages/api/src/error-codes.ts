/**
 * Every code that the API itself refuses with: its HTTP status, and what it means. Status codes, exit codes of the
 * commands and the documentation follow from this table. A failed query has the codes of ClickHouse beside these.
 */
interface ErrorMeaning {
  readonly status: number;
  readonly means: string;
}

export const apiErrors = {
  AGENT_NOT_REVOKED: { status: 409, means: 'an agent is revoked before it is deleted' },
  AGENT_UNKNOWN: { status: 404, means: 'no agent has that id or host name' },
  HOST_REFUSED: { status: 421, means: 'the Host header is not a name of the collector' },
  HOST_UNKNOWN: { status: 404, means: 'no host of that name is enrolled' },
  INTERNAL: { status: 500, means: 'the collector failed; its log says why' },
  LABELS_FULL: { status: 409, means: 'an agent has as many labels as it may have' },
  LIVE_FULL: { status: 503, means: 'as many live pages are open as may be' },
  NOT_FOUND: { status: 404, means: 'no route or file has that address' },
  NOT_READY: { status: 503, means: 'the database or its schema is not there yet' },
  NOT_SIGNED_IN: { status: 401, means: 'no session, or one that has ended' },
  ORIGIN_REFUSED: { status: 403, means: 'a page of another site made the request' },
  RANGE_INVALID: { status: 400, means: 'a time range that is empty, too long or has too many steps' },
  READERS_REFUSED: {
    status: 403,
    means: 'the embedded ClickHouse is not confined on this kernel, so no reader is let in',
  },
  REQUEST_INVALID: { status: 400, means: 'a parameter or body that does not fit; the message names it' },
  TOKEN_UNKNOWN: { status: 404, means: 'no token has that id' },
  TOO_MANY_REQUESTS: { status: 429, means: 'too many attempts; the message says when to try again' },
} as const satisfies Record<string, ErrorMeaning>;

export type ApiErrorCode = keyof typeof apiErrors;

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(apiErrors, code);
}
