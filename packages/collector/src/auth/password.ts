import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { Refusal } from './refusal.ts';
import { commonPasswords } from './common-passwords.ts';

const scryptAsync = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

const cost = { r: 8, p: 1, maxmem: 128 * 2 ** 20 } as const;
/** N of scrypt: 64 MB and about 200 ms of one core for each try. */
export const passwordWork = 2 ** 16;
const saltBytes = 16;
const keyBytes = 32;

const passwordLimits = { minLength: 10, maxLength: 200 } as const;

/** Throws PASSWORD_REFUSED, with what is right. */
export function requireGoodPassword(password: string, userName: string): void {
  const plain = password.toLowerCase();
  const refuse = (why: string) => new Refusal('PASSWORD_REFUSED', why);
  if (password.length < passwordLimits.minLength)
    throw refuse(`a password has at least ${passwordLimits.minLength} characters`);
  if (commonPasswords.some((common) => plain === common || plain.replace(/[^a-z]/g, '') === common))
    throw refuse('this password is one of those that are tried first: choose another');
  if (plain.includes(userName.toLowerCase()))
    throw refuse('a password does not contain the name of its user');
  if (new Set(plain).size < 5) throw refuse('a password has at least five different characters');
}

/** `scrypt$N$salt$key`. */
export async function hashPassword(password: string, work: number): Promise<string> {
  const salt = randomBytes(saltBytes);
  const options = { ...cost, N: work };
  const key = await scryptAsync(password.normalize('NFKC'), salt, keyBytes, options);
  return ['scrypt', work, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Takes as long without a hash as with one of that work: timing does not tell which users there are. */
export async function verifyPassword(
  password: string,
  { hash, work }: { hash: string | null; work: number },
): Promise<boolean> {
  const [, n = work, salt = '', key = ''] = hash?.split('$') ?? [];
  const options = { ...cost, N: Number(n) };
  const given = await scryptAsync(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64url'),
    keyBytes,
    options,
  );
  const due = Buffer.from(key, 'base64url');
  return due.length === given.length && timingSafeEqual(due, given);
}
