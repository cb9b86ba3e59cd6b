import type { ApiErrorCode } from '../error-codes.ts';

/**
 * Why a call failed.
 *
 *   UNREACHABLE     nothing answered; `status` is 0
 *   ANSWER_INVALID  what answered is not the API, a proxy's error page for example
 *
 * Otherwise the collector's own code: one of `apiErrors`, or of the database.
 */
export type CallErrorCode = ApiErrorCode | 'UNREACHABLE' | 'ANSWER_INVALID' | (string & {});

export class ApiError extends Error {
  readonly code: CallErrorCode;
  /** Of HTTP; 0 when nothing answered. */
  readonly status: number;

  constructor(
    code: CallErrorCode,
    message: string,
    { status = 0, cause }: { status?: number; cause?: unknown },
  ) {
    super(message, { cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
