/** `env=prod team=web` as labels; words without = are left out. */
export function labelsOf(text: string): Record<string, string> {
  const pairs = text
    .split(/[\s,]+/)
    .map((word) => /^([^=]+)=(.*)$/.exec(word))
    .filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value]));
}
