import { readFile } from 'node:fs/promises';
import { isText } from '@hostwire/protocol';
import { textOf } from '../../files/text.ts';

/** Names of users by number, from /etc/passwd. Users of a directory service (LDAP) stay numbers. */
export class UserNames {
  readonly #path: string;
  #names: ReadonlyMap<number, string> = new Map();

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads the file again when one of these users is not known. A file that cannot be read knows nobody. */
  async learn(uids: readonly number[]): Promise<void> {
    if (uids.every((uid) => this.#names.has(uid))) return;
    const text = textOf(await readFile(this.#path).catch(() => Buffer.alloc(0)));
    const names = parsePasswd(text);
    for (const uid of uids) if (!names.has(uid)) names.set(uid, String(uid));
    this.#names = names;
  }

  name(uid: number): string {
    return this.#names.get(uid) ?? String(uid);
  }
}

/** `root:x:0:0:...`; of several names of one user the first counts. */
export function parsePasswd(text: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of text.split('\n')) {
    const [name, , uid] = line.split(':');
    if (name === undefined || name === '' || !isText(name)) continue;
    if (uid === undefined || !/^\d+$/.test(uid) || names.has(Number(uid))) continue;
    names.set(Number(uid), name);
  }
  return names;
}
