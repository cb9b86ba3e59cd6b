import type { ContractsOf } from '../contract.ts';
import {
  addUserRequest,
  apiTokenParams,
  apiTokenResponse,
  apiTokensResponse,
  auditLogQuery,
  auditLogResponse,
  changeUserRequest,
  createApiTokenRequest,
  createdApiToken,
  endedSessionsResponse,
  invitedUserResponse,
  sessionParams,
  sessionsResponse,
  userParams,
  userResponse,
  usersResponse,
} from '../schemas/user.ts';

export const users = {
  list: { summary: 'Everybody who may sign in', response: usersResponse },
  add: {
    summary: 'Add a user, and make an invitation link with which that user chooses a password',
    body: addUserRequest,
    response: invitedUserResponse,
  },
  change: {
    summary: 'Change role or labels of a user, or disable one: in force with the next request of that user',
    params: userParams,
    body: changeUserRequest,
    response: userResponse,
  },
  reset: {
    summary: 'End all sessions of a user, remove password and second factor, and make a new invitation link',
    params: userParams,
    response: invitedUserResponse,
  },
  remove: {
    summary: 'Remove a user for good; what the audit log says of that user stays',
    params: userParams,
    response: userResponse,
  },
} as const satisfies ContractsOf<'users'>;

export const sessions = {
  list: {
    summary: 'Open sessions: the own ones; of everybody for who may admin',
    response: sessionsResponse,
  },
  end: { summary: 'End one session, or all', params: sessionParams, response: endedSessionsResponse },
} as const satisfies ContractsOf<'sessions'>;

export const apiTokens = {
  list: { summary: 'API tokens, the newest first', response: apiTokensResponse },
  create: {
    summary: 'Make an API token; its text is shown this once',
    body: createApiTokenRequest,
    response: createdApiToken,
  },
  revoke: { summary: 'Make an API token useless', params: apiTokenParams, response: apiTokenResponse },
} as const satisfies ContractsOf<'apiTokens'>;

export const auditLog = {
  list: {
    summary: 'Who changed what, and who signed in: the newest entries',
    query: auditLogQuery,
    response: auditLogResponse,
  },
} as const satisfies ContractsOf<'auditLog'>;
