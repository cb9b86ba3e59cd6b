import type { ContractsOf } from '../contract.ts';
import {
  endedSessions,
  keysResponse,
  renewedAccounts,
  renewSessionsRequest,
  switchKeyRequest,
} from '../schemas/keys.ts';

export const keys = {
  show: {
    summary: 'Keys of the gateway and of agents: how old they are, and who knows which',
    response: keysResponse,
  },
  announce: {
    summary: 'Make the next key of the gateway, if there is none, and tell every agent that is connected',
    response: keysResponse,
  },
  switch: {
    summary: 'Put the next key of the gateway in the place of the present one; sessions go on',
    body: switchKeyRequest,
    response: keysResponse,
  },
  renewDatabase: {
    summary: 'Make new passwords for the accounts of the embedded ClickHouse, in force with its next start',
    response: renewedAccounts,
  },
  renewSessions: {
    summary: 'Replace the key that signs sessions: everybody signs in again',
    body: renewSessionsRequest,
    response: endedSessions,
  },
} as const satisfies ContractsOf<'keys'>;
