import type { ContractsOf } from '../contract.ts';
import { loginLink, loginQuery, sessionInfo } from '../schemas/session.ts';

export const loginLinks = {
  create: { summary: 'Make a link that signs in once', response: loginLink },
} as const satisfies ContractsOf<'loginLinks'>;

export const session = {
  show: { summary: 'Who asks', response: sessionInfo },
  end: { summary: 'Sign out' },
} as const satisfies ContractsOf<'session'>;

export const login = {
  open: { summary: 'Sign in by a one-time link', query: loginQuery },
} as const satisfies ContractsOf<'login'>;
