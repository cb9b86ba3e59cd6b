/** What helps to find the cause: plain data, logged beside the message. Never put a secret here. */
export type ErrorContext = Readonly<Record<string, unknown>>;

export interface HostwireErrorOptions {
  /** Whether the same call can succeed later without anybody changing anything. Default: false. */
  readonly retryable?: boolean;
  readonly context?: ErrorContext;
  readonly cause?: unknown;
}

/** An expected failure. `code` is stable and what decisions are made on; the message is for people. */
export class HostwireError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly context?: ErrorContext;

  constructor(code: string, message: string, options: HostwireErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
    if (options.context !== undefined) this.context = options.context;
  }
}

/** The thrown value as an Error; anything may be thrown in JavaScript. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new HostwireError('THROWN_VALUE', `a value that is not an error was thrown: ${describe(thrown)}`, {
    cause: thrown,
  });
}

/** The stable code of a thrown value (`ENOENT`, `CONFIG_INVALID`, ...), 'UNKNOWN' if it has none. */
export function errorCode(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return 'UNKNOWN';
  return typeof thrown.code === 'string' && thrown.code !== '' ? thrown.code : 'UNKNOWN';
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  try {
    const json: unknown = JSON.stringify(thrown); // undefined of undefined
    return typeof json === 'string' ? json : String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown); // a cycle or a BigInt
  }
}
