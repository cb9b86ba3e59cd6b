import { errorCode } from '@hostwire/runtime';

/** What the exit code of `hostwire-agent` says. */
export const exitCode = { done: 0, failed: 1, usage: 2, unreachable: 3, refused: 4 } as const;

/** By code, for docs/operations.md, which derives from it. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCode, string>> = {
  done: 'done',
  failed: 'failed; not enrolled; `enroll --check`: something would go wrong; `verify`: something disagrees',
  usage: 'wrong usage, malformed token or address',
  unreachable: 'collector not reachable; `status`: not running',
  refused: 'wrong pin, refused token, revoked',
};

const usageCodes = new Set([
  'COLLECTOR_INVALID',
  'TOKEN_MALFORMED',
  'TOKEN_NOT_GIVEN',
  'TOKEN_FILE_UNREADABLE',
  'SOURCE_UNAVAILABLE',
  'FLAG_INVALID',
]);
const unreachableCodes = new Set([
  'UNREACHABLE',
  'TIMED_OUT',
  'TLS_FAILED',
  'CONNECTION_LOST',
  'NOT_A_COLLECTOR',
  'TRY_AGAIN',
  'TOO_MANY_FAILURES',
]);
const refusedCodes = new Set(['PIN_MISMATCH', 'SIGNATURE_INVALID', 'AGENT_REVOKED', 'AGENT_UNKNOWN']);

/** The exit code for an error, by its stable code. */
export function exitCodeOf(thrown: unknown): number {
  const code = errorCode(thrown);
  if (usageCodes.has(code)) return exitCode.usage;
  if (unreachableCodes.has(code)) return exitCode.unreachable;
  if (refusedCodes.has(code) || code.startsWith('TOKEN_') || code.startsWith('KEY_')) return exitCode.refused;
  return exitCode.failed;
}
