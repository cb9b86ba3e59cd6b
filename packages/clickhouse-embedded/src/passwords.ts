import { randomBytes } from 'node:crypto';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { EmbeddedClickHouseError, systemErrorCode } from './errors.ts';

const PASSWORD_BYTES = 32;

/**
 * The password of each account, from the file; those it does not have yet are generated and added. People may have
 * put a password into other programs, so one that was given out stays, also while its account is not asked for, until
 * `renewPasswords` was called.
 *
 * @throws EmbeddedClickHouseError `START_FAILED` when the file is not what this function wrote
 */
export async function loadPasswords(
  path: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await takeNextPasswords(path);
  const passwords = await readPasswords(path);
  const missing = names.filter((name) => !passwords.has(name));
  for (const name of missing) passwords.set(name, newPassword());
  if (missing.length > 0) await writePasswords(path, passwords);
  await chmod(path, 0o600);
  return passwords;
}

/**
 * New passwords for every account in the file, in force with the next `loadPasswords`: until then the server that runs
 * takes the former ones, and the file has those.
 *
 * @returns the names of the accounts
 * @throws EmbeddedClickHouseError `START_FAILED` when the file is not what `loadPasswords` wrote
 */
export async function renewPasswords(path: string): Promise<readonly string[]> {
  const names = [...(await readPasswords(path)).keys()];
  await writePasswords(nextPath(path), new Map(names.map((name) => [name, newPassword()])));
  return names;
}

function newPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

function nextPath(path: string): string {
  return `${path}.next`;
}

async function takeNextPasswords(path: string): Promise<void> {
  try {
    await rename(nextPath(path), path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
}

async function readPasswords(path: string): Promise<Map<string, string>> {
  try {
    return parsePasswords(await readFile(path, 'utf8'));
  } catch (cause) {
    if (systemErrorCode(cause) === 'ENOENT') return new Map();
    const message = `${path} is not readable as a list of passwords. Restore it, or delete it to get new passwords.`;
    throw new EmbeddedClickHouseError('START_FAILED', message, { cause });
  }
}

function parsePasswords(text: string): Map<string, string> {
  const content: unknown = JSON.parse(text);
  if (typeof content !== 'object' || content === null) throw new TypeError('not an object');
  return new Map(
    Object.entries(content).map(([name, password]: [string, unknown]) => {
      if (typeof password !== 'string' || password === '') throw new TypeError(`no password for ${name}`);
      return [name, password];
    }),
  );
}

/** Whole or not at all, also across a power cut. */
async function writePasswords(path: string, passwords: ReadonlyMap<string, string>): Promise<void> {
  const draft = `${path}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(Object.fromEntries(passwords), null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
}
