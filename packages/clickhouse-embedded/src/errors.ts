/**
 * - `INVALID_OPTIONS`: the options contradict themselves or name something impossible.
 * - `UNSUPPORTED_PLATFORM`: there is no engine for this operating system and processor.
 * - `LIBRARY_MISSING`: there is one, but its optional npm package is not installed.
 * - `DATA_DIR_NOT_WRITABLE`, `DATA_DIR_LOCKED`: the data folder cannot be used, or is in use.
 * - `DATA_DIR_UNSAFE`: others than its owner may write to the data folder.
 * - `BACKUP_DIR_NOT_WRITABLE`: the backup folder cannot be used.
 * - `UNCONFINED`: there are only `read` accounts, and this kernel cannot keep them from other files.
 * - `PORT_IN_USE`: another program listens on a port that was asked for.
 * - `START_FAILED`, `START_TIMEOUT`: the server ended, or did not answer, before it was ready.
 * - `STOPPED`: stop() was called while start() was under way.
 * - `NOT_STARTED`: credentials were asked for before the first start.
 */
export type EmbeddedClickHouseErrorCode =
  | 'INVALID_OPTIONS'
  | 'UNSUPPORTED_PLATFORM'
  | 'LIBRARY_MISSING'
  | 'DATA_DIR_NOT_WRITABLE'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_UNSAFE'
  | 'BACKUP_DIR_NOT_WRITABLE'
  | 'UNCONFINED'
  | 'PORT_IN_USE'
  | 'START_FAILED'
  | 'START_TIMEOUT'
  | 'STOPPED'
  | 'NOT_STARTED';

const retryableCodes: ReadonlySet<EmbeddedClickHouseErrorCode> = new Set([
  'DATA_DIR_LOCKED',
  'PORT_IN_USE',
  'START_TIMEOUT',
]);

/** What went wrong, where, and what to do. Decide by `code`; the message is for people and may change. */
export class EmbeddedClickHouseError extends Error {
  override readonly name = 'EmbeddedClickHouseError';
  readonly code: EmbeddedClickHouseErrorCode;
  /** Whether the same call may succeed later without anybody changing the options. */
  readonly retryable: boolean;

  constructor(code: EmbeddedClickHouseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retryable = retryableCodes.has(code);
  }
}

/**
 * The code of a failed system call (`ENOENT`, `EADDRINUSE`), or undefined when it is something else. Told by shape:
 * `instanceof Error` is false for an error that was made in another realm.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
