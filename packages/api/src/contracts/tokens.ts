import type { ContractsOf } from '../contract.ts';
import {
  createdToken,
  createTokenRequest,
  tokenParams,
  tokenResponse,
  tokensResponse,
} from '../schemas/token.ts';

export const tokens = {
  list: { summary: 'Enrolment tokens', response: tokensResponse },
  create: { summary: 'Make a token that enrols hosts', body: createTokenRequest, response: createdToken },
  revoke: { summary: 'Make a token useless', params: tokenParams, response: tokenResponse },
} as const satisfies ContractsOf<'tokens'>;
