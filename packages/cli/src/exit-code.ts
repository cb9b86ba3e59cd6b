import { ApiError } from '@hostwire/api/client';
import { errorCode } from '@hostwire/runtime';

/** What the commands exit with. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  notAllowed: 4,
} as const;

/** By code, for docs/operations.md, which derives from it. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCode, string>> = {
  done: 'done',
  failed: 'failed; `doctor`: something is wrong',
  usage: 'wrong usage, wrong configuration',
  unreachable: 'no collector, or no database, answers',
  notAllowed: 'not allowed',
};

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** A failure of a command: the message says what happened, where and what to do; the code is the exit code. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = code;
  }
}

/** Errors that come from what the user wrote. */
const usageCodes: ReadonlySet<string> = new Set([
  'CONFIG_INVALID',
  'CONFIG_FILE_UNREADABLE',
  'REQUEST_INVALID',
]);
/** A query that touches what the read-only account may not see; its status is that of every failed query. */
const accessDenied = 'ACCESS_DENIED';

/** The exit code of whatever ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  const code = errorCode(error);
  if (usageCodes.has(code)) return exitCode.usage;
  if (!(error instanceof ApiError)) return exitCode.failed;
  if (error.status === 401 || error.status === 403 || code === accessDenied) return exitCode.notAllowed;
  return error.status === 0 || error.status === 503 ? exitCode.unreachable : exitCode.failed;
}
