import { ClickHouseError } from '@clickhouse/client';

export type StorageErrorCode =
  /** Another writer holds the shard's lease. Stop writing, or acquire again. */
  | 'FENCED'
  /** The server was started since the lease was taken, and may hold less than before. Acquire, then read the marks. */
  | 'RESTARTED'
  /** The answer to an INSERT was lost: it may or may not be committed. Read the marks before anything is sent again. */
  | 'UNCERTAIN'
  /** The server went on though its disk did not take what it wrote. As UNCERTAIN, until it was started again. */
  | 'WRITES_FAILED'
  /** The data does not fit the table: the same data fails again. */
  | 'DATA_REFUSED'
  /** Memory, disk, parts, queries or time are short: back off. */
  | 'OVERLOADED'
  /** No connection, or it broke. */
  | 'UNREACHABLE'
  | 'AUTHENTICATION_FAILED'
  | 'ACCESS_DENIED'
  /** The read-only account is switched off, because the embedded server is not confined. */
  | 'READERS_REFUSED'
  | 'DATABASE_MISSING'
  /** The database was migrated by a newer Hostwire. */
  | 'SCHEMA_NEWER'
  /** A migration that was applied differs from the one of this program. */
  | 'SCHEMA_CHANGED'
  /** ClickHouse refused the statement for any other reason; `serverCode` says which. */
  | 'QUERY_FAILED'
  /** A backup was not made or could not be read; the message says why. */
  | 'BACKUP_FAILED'
  /** A restored database holds less than its backup lists. */
  | 'BACKUP_INCOMPLETE'
  /** A copy cannot be made as things are; the message says why. */
  | 'COPY_REFUSED'
  /** A batch that does not fit an empty group. */
  | 'BATCH_TOO_LARGE'
  /** A batch for which this group has no room, or that is of another day. */
  | 'GROUP_FULL';

/** What an INSERT that threw did: 'absent' = surely nothing; 'uncertain' = all or nothing, not known which. */
export type InsertOutcome = 'absent' | 'uncertain';

interface StorageErrorOptions {
  readonly serverCode?: number;
  readonly outcome?: InsertOutcome;
  readonly cause?: unknown;
}

/** Every failure of this package. Decide by `code`, `retryable` and (of an insert) `outcome`; `message` is for people. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** ClickHouse's error number, when it answered with one. */
  readonly serverCode?: number;
  readonly outcome?: InsertOutcome;

  constructor(code: StorageErrorCode, message: string, options: StorageErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'StorageError';
    this.code = code;
    this.retryable = ['OVERLOADED', 'UNREACHABLE', 'UNCERTAIN', 'WRITES_FAILED'].includes(code);
    if (options.serverCode !== undefined) this.serverCode = options.serverCode;
    if (options.outcome !== undefined) this.outcome = options.outcome;
  }
}

const codesOfServer: Readonly<Partial<Record<StorageErrorCode, readonly number[]>>> = {
  // CANNOT_PARSE_TEXT, CANNOT_PARSE_INPUT_ASSERTION_FAILED, CANNOT_READ_ALL_DATA, ..., TYPE_MISMATCH,
  // ARGUMENT_OUT_OF_BOUND, CANNOT_CONVERT_TYPE, CANNOT_PARSE_NUMBER, INCORRECT_DATA, TOO_LARGE_ARRAY_SIZE,
  // TOO_LARGE_STRING_SIZE, SIZES_OF_ARRAYS_DONT_MATCH, VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE,
  // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN, CANNOT_PARSE_UUID, UNKNOWN_ELEMENT_OF_ENUM,
  // VIOLATED_CONSTRAINT: of a CHECK that somebody added to the table
  DATA_REFUSED: [6, 27, 33, 34, 38, 41, 53, 69, 70, 72, 117, 128, 131, 190, 321, 349, 376, 469, 691],
  // TIMEOUT_EXCEEDED, TOO_SLOW, QUOTA_EXCEEDED, TOO_MANY_SIMULTANEOUS_QUERIES, SOCKET_TIMEOUT, NETWORK_ERROR, ABORTED,
  // MEMORY_LIMIT_EXCEEDED, TABLE_IS_READ_ONLY, NOT_ENOUGH_SPACE, TOO_MANY_PARTS, CANNOT_SCHEDULE_TASK, SERVER_OVERLOADED,
  // TABLE_IS_PERMANENTLY_READ_ONLY (a setting of the table: whoever made it so can undo it, and no batch is to blame)
  OVERLOADED: [159, 160, 201, 202, 209, 210, 236, 241, 242, 243, 252, 439, 745, 774],
  AUTHENTICATION_FAILED: [192, 193, 194, 516],
  ACCESS_DENIED: [497],
  DATABASE_MISSING: [81],
  // FUNCTION_THROW_IF_VALUE_IS_NON_ZERO: the checks inside the INSERT; see sample-writer.ts for RESTARTED
  FENCED: [395],
};

const codeOfServer = new Map(
  Object.entries(codesOfServer).flatMap(([code, numbers]) =>
    numbers.map((n) => [n, code as StorageErrorCode] as const),
  ),
);

/** What a refusal with this error number of ClickHouse means for the collector. */
export function codeOfServerError(serverCode: number): StorageErrorCode {
  return codeOfServer.get(serverCode) ?? 'QUERY_FAILED';
}

/** What to do, for the failures that a person has to fix. `where` names server, user and database. */
const advice: Readonly<Partial<Record<StorageErrorCode, (where: string) => string>>> = {
  AUTHENTICATION_FAILED: (where) =>
    `${where}: user name or password is wrong; correct them in the ClickHouse URL`,
  DATABASE_MISSING: (where) =>
    `${where}: the database does not exist; create it, or let Hostwire do so with a user that may (GRANT CREATE DATABASE)`,
  UNREACHABLE: (where) =>
    `${where}: no answer; check that ClickHouse runs and that address and port are right`,
};

/** Any failure of a request to ClickHouse as a StorageError; one that is a StorageError already stays as it is. */
export function toStorageError(error: unknown, where: string): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof ClickHouseError) {
    const serverCode = Number(error.code);
    const code = codeOfServerError(serverCode);
    const message =
      advice[code]?.(where) ?? `${where}: ${error.message.trim()} (error ${error.code} ${error.type ?? ''})`;
    return new StorageError(code, message, { serverCode, cause: error });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StorageError('UNREACHABLE', `${advice.UNREACHABLE!(where)} (${reason})`, { cause: error });
}
