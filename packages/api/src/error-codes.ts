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
  AGENT_REVOKED: { status: 409, means: 'a revoked agent is not let in again: enrol its host anew' },
  API_TOKENS_FULL: { status: 409, means: 'there are as many API tokens as may be' },
  API_TOKEN_UNKNOWN: { status: 404, means: 'no API token has that id' },
  AGENT_UNKNOWN: { status: 404, means: 'no agent has that id or host name' },
  ALERT_UNKNOWN: { status: 404, means: 'no active alert has that id' },
  BACKUP_REFUSED: { status: 409, means: 'a folder that ClickHouse may not write backups to' },
  BOARD_CHANGED: {
    status: 409,
    means: 'somebody else changed the shared dashboard meanwhile, or it is there already',
  },
  BOARD_UNKNOWN: { status: 404, means: 'no shared dashboard has that name' },
  BOARDS_FULL: { status: 409, means: 'as many dashboards are shared as may be' },
  BACKUP_RUNNING: { status: 409, means: 'one backup is made at a time' },
  CHANNEL_FAILED: { status: 502, means: 'a channel of alerts did not take the message' },
  CHANNEL_UNKNOWN: { status: 404, means: 'no channel of alerts has that name' },
  CODE_NEEDED: { status: 401, means: 'name and password are right; a code of the app is needed, too' },
  CODE_REFUSED: { status: 401, means: 'a code that is wrong, or was used before' },
  HOST_REFUSED: { status: 421, means: 'the Host header is not a name of the collector' },
  HOST_UNKNOWN: { status: 404, means: 'no host of that name is enrolled' },
  INVITATION_REFUSED: { status: 410, means: 'an invitation link is good once, for three days' },
  INTERNAL: { status: 500, means: 'the collector failed; its log says why' },
  LIMITED: { status: 403, means: 'not open to viewers who see some hosts only' },
  LOGIN_REFUSED: { status: 401, means: 'no user has that name and password' },
  KEY_NEXT_MISSING: { status: 409, means: 'there is no next key: announce one first' },
  KEY_NOT_KNOWN: { status: 409, means: 'some agents do not know the next key yet' },
  LABELS_FULL: { status: 409, means: 'an agent has as many labels as it may have' },
  LIVE_FULL: { status: 503, means: 'as many live pages are open as may be' },
  NOT_ALLOWED: { status: 403, means: 'the role of the user, or the scopes of the token, do not include it' },
  NOT_FOUND: { status: 404, means: 'no route or file has that address' },
  NOT_READY: { status: 503, means: 'the database or its schema is not there yet' },
  NOT_SIGNED_IN: { status: 401, means: 'no session, or one that has ended' },
  ORIGIN_REFUSED: { status: 403, means: 'a page of another site made the request' },
  PASSWORDS_ELSEWHERE: { status: 409, means: 'the ClickHouse server is not the embedded one' },
  PASSWORD_REFUSED: { status: 400, means: 'a password that is too easy, or not the current one' },
  PROVIDER_DECIDES: { status: 409, means: 'the OpenID Connect provider decides about this user' },
  PROVIDER_FAILED: { status: 503, means: 'the OpenID Connect provider does not answer as it should' },
  PROVIDER_REFUSED: {
    status: 403,
    means: 'the OpenID Connect provider, or what it says of somebody, lets nobody in',
  },
  RANGE_INVALID: { status: 400, means: 'a time range that is empty, too long or has too many steps' },
  READERS_REFUSED: {
    status: 403,
    means: 'the embedded ClickHouse is not confined on this kernel, so no reader is let in',
  },
  REQUEST_INVALID: { status: 400, means: 'a parameter or body that does not fit; the message names it' },
  SECOND_FACTOR_OFF: { status: 409, means: 'no app of codes is set up' },
  SECOND_FACTOR_ON: { status: 409, means: 'an app of codes is set up already' },
  SESSION_UNKNOWN: { status: 404, means: 'no open session of yours has that id' },
  RULES_FULL: { status: 409, means: 'there are as many alert rules as there may be' },
  RULES_INVALID: { status: 400, means: 'an alert rule that cannot be; the message names each mistake' },
  RULE_UNKNOWN: { status: 404, means: 'no alert rule has that id' },
  SILENCES_FULL: { status: 409, means: 'there are as many silences as there may be' },
  SILENCE_INVALID: { status: 400, means: 'a silence that cannot be; the message says why' },
  SILENCE_UNKNOWN: { status: 404, means: 'no silence has that id' },
  TOKEN_UNKNOWN: { status: 404, means: 'no token has that id' },
  TOO_MANY_REQUESTS: { status: 429, means: 'too many attempts; the message says when to try again' },
  USERS_FULL: { status: 409, means: 'there are as many users as may be' },
  USER_EXISTS: { status: 409, means: 'a user of that name is there already' },
  USER_UNKNOWN: { status: 404, means: 'no user has that name' },
} as const satisfies Record<string, ErrorMeaning>;

export type ApiErrorCode = keyof typeof apiErrors;

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(apiErrors, code);
}
