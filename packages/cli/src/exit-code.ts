/** What the commands exit with; documented in `hostwire --help` and docs/operations.md. */
export const exitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  notAllowed: 4,
} as const;

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
