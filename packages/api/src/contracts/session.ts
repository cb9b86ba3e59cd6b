import type { ContractsOf } from '../contract.ts';
import { loginLink, loginQuery, sessionInfo } from '../schemas/session.ts';
import { loginRequest, passwordRequest } from '../schemas/user.ts';

export const loginLinks = {
  create: { summary: 'Make a link that signs in once', response: loginLink },
} as const satisfies ContractsOf<'loginLinks'>;

export const session = {
  show: { summary: 'Who asks', response: sessionInfo },
  end: { summary: 'Sign out', answers: [{ status: 204, description: 'Signed out' }] },
  setPassword: {
    summary: 'Set, change or remove the own password',
    body: passwordRequest,
    response: sessionInfo,
  },
} as const satisfies ContractsOf<'session'>;

export const login = {
  open: {
    summary: 'Sign in by a one-time link',
    query: loginQuery,
    answers: [
      { status: 303, description: 'Signed in: on to the fleet' },
      { status: 410, description: 'The link is no longer good', type: 'text/html' },
    ],
  },
  byPassword: { summary: 'Sign in by name and password', body: loginRequest, response: sessionInfo },
} as const satisfies ContractsOf<'login'>;
