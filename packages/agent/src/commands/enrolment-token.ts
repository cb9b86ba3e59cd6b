import { readFileSync } from 'node:fs';
import { errorCode, HostwireError } from '@hostwire/runtime';

export interface TokenFlags {
  readonly token?: string;
  /** A path, or `-` for standard input: an argument is seen by everybody on the host. */
  readonly tokenFile?: string;
}

/** Errors: TOKEN_NOT_GIVEN (none, or both), TOKEN_FILE_UNREADABLE. */
export function enrolmentToken({ token, tokenFile }: TokenFlags): string {
  if ((token === undefined) === (tokenFile === undefined)) {
    const message =
      'give the enrolment token with --token-file FILE ("-": standard input) or with --token, not both';
    throw new HostwireError('TOKEN_NOT_GIVEN', message);
  }
  return token ?? readToken(tokenFile ?? '-');
}

function readToken(path: string): string {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8').trim();
  } catch (cause) {
    const message = `--token-file ${path} cannot be read (${errorCode(cause)}): give a file that this user may read`;
    throw new HostwireError('TOKEN_FILE_UNREADABLE', message, { cause });
  }
  if (text !== '') return text;
  throw new HostwireError('TOKEN_FILE_UNREADABLE', `--token-file ${path} is empty: put the token into it`);
}
