import type { Random } from '../chaos/random.ts';

/** Where numbers go over: signs, widths of fields, what doubles hold exactly, limits of the protocol. */
const edges = [
  0,
  1,
  2,
  63,
  64,
  127,
  128,
  255,
  256,
  511,
  513,
  4_096,
  10_001,
  16_384,
  65_535,
  65_536,
  2 ** 20,
  2 ** 20 + 1,
  2 ** 22 + 1,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  2 ** 62,
] as const;

const texts = [
  '',
  '\0',
  '..',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  "' OR 1=1 --",
  '"; DROP TABLE samples; --',
  '{x:String}',
  '${7*7}',
  '<script>alert(1)</script>',
  '\u001b[2J\u001b]0;x\u0007',
  '\u202etxt.exe',
  '\ufeff',
  '\ud83d\ude00'.repeat(40),
  'a'.repeat(513),
  'a'.repeat(70_000),
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-0',
  '1e309',
  '9'.repeat(400),
  '0x10',
  'Infinity',
  '1970-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '-1 day',
] as const;

export function hostileNumber(random: Random): number {
  const edge = random.pick(edges);
  return random.next() < 0.2 ? -edge : edge;
}

export function hostileText(random: Random): string {
  return random.pick(texts);
}

export function randomBytes(random: Random, maxLength: number): Uint8Array {
  return Uint8Array.from({ length: random.between(0, maxLength) }, () => random.between(0, 255));
}
