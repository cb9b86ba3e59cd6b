import { HostwireError } from '@hostwire/runtime';

export type RegistryErrorCode =
  | 'TOKEN_UNKNOWN'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_USED_UP'
  | 'TOKEN_REVOKED'
  | 'TOKEN_WRONG_NETWORK'
  | 'KEY_MISMATCH'
  | 'KEY_IN_USE'
  | 'AGENT_UNKNOWN'
  | 'AGENT_REVOKED'
  | 'AGENT_NOT_REVOKED'
  | 'LABELS_FULL';

/** A refusal by the registry. The message is shown to whoever asked: it says what to do and tells no secret. */
export class RegistryError extends HostwireError {
  declare readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, message: string) {
    super(code, message);
  }
}
