import { createHash, randomBytes } from 'node:crypto';

const count = 10;
/** Of Crockford: without letters that are read as digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: their sha256 cannot be searched. */
const length = 16;

/** New codes, as they are shown: `K7QX-…`, four groups of four. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const code = [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
    return code.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** Whether a text can only be meant as a recovery code. */
export function looksLikeRecoveryCode(text: string): boolean {
  return plain(text).length === length;
}

/** sha256, hex; upper and lower case, dashes and spaces make no difference. */
export function digestOfRecoveryCode(text: string): string {
  return createHash('sha256').update(plain(text)).digest('hex');
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
