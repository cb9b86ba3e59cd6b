import type { ContractsOf } from '../contract.ts';
import {
  acceptInvitationRequest,
  beginSecondFactorRequest,
  codeRequest,
  invitationInfo,
  invitationRequest,
  loginLink,
  loginQuery,
  loginRequest,
  loginWays,
  newSecondFactor,
  passwordRequest,
  providerCallbackQuery,
  recoveryCodes,
  sessionInfo,
} from '../schemas/session.ts';

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

export const secondFactor = {
  begin: {
    summary: 'Make a secret for the own app of codes; it is asked for once a first code has confirmed it',
    body: beginSecondFactorRequest,
    response: newSecondFactor,
  },
  confirm: {
    summary: 'Ask for codes from now on; answers with recovery codes, this once',
    body: codeRequest,
    response: recoveryCodes,
  },
  renewCodes: {
    summary: 'Make new recovery codes; those before are void',
    body: codeRequest,
    response: recoveryCodes,
  },
  remove: { summary: 'Ask for the password alone again', body: codeRequest, response: sessionInfo },
} as const satisfies ContractsOf<'secondFactor'>;

export const login = {
  open: {
    summary: 'Sign in by a one-time link',
    query: loginQuery,
    answers: [
      { status: 303, description: 'Signed in: on to the fleet' },
      { status: 410, description: 'The link is no longer good', type: 'text/html' },
    ],
  },
  ways: { summary: 'How people may sign in, besides links', response: loginWays },
  byPassword: {
    summary: 'Sign in by name and password, and by a code where the user has a second factor',
    body: loginRequest,
    response: sessionInfo,
  },
  toProvider: {
    summary: 'Sign in with the OpenID Connect provider',
    answers: [
      { status: 303, description: 'On to the provider' },
      { status: 503, description: 'There is no provider, or it does not answer', type: 'text/html' },
    ],
  },
  fromProvider: {
    summary: 'Where the OpenID Connect provider sends people back to',
    query: providerCallbackQuery,
    answers: [
      { status: 303, description: 'Signed in: on to the fleet' },
      { status: 403, description: 'Not let in: the page says why', type: 'text/html' },
    ],
  },
} as const satisfies ContractsOf<'login'>;

export const invitation = {
  show: {
    summary: 'Whom an invitation link is for',
    body: invitationRequest,
    response: invitationInfo,
  },
  accept: {
    summary: 'Choose a password with an invitation link, and sign in',
    body: acceptInvitationRequest,
    response: sessionInfo,
  },
} as const satisfies ContractsOf<'invitation'>;
