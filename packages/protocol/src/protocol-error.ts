/**
 * MALFORMED: does not follow the format. TOO_LARGE: beyond one of `protocolLimits`. OUT_OF_RANGE: a number or an
 * identifier that its field cannot hold. UNKNOWN_FRAME: of a newer protocol. TOKEN_MALFORMED: not an enrolment token.
 * AUTHORIZATION_MALFORMED: not an agent's Authorization header. SIGNATURE_INVALID: a release signed with another key.
 */
export type ProtocolErrorCode =
  | 'MALFORMED'
  | 'TOO_LARGE'
  | 'OUT_OF_RANGE'
  | 'UNKNOWN_FRAME'
  | 'TOKEN_MALFORMED'
  | 'AUTHORIZATION_MALFORMED'
  | 'SIGNATURE_INVALID';

/** What was read or about to be written breaks the protocol. The same bytes will never do better. */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;
  readonly retryable = false;
  /** Of the Batch or Gap that it is about, where that much could be read: what a Nack names. */
  readonly seq?: number;

  constructor(code: ProtocolErrorCode, message: string, options: { cause?: unknown; seq?: number } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ProtocolError';
    this.code = code;
    if (options.seq !== undefined) this.seq = options.seq;
  }
}
