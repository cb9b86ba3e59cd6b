/** Digits and the few signs that an axis needs, five dots wide and seven high. */
const glyphs: Readonly<Record<string, string>> = {
  '0': '01110 10001 10011 10101 11001 10001 01110',
  '1': '00100 01100 00100 00100 00100 00100 01110',
  '2': '01110 10001 00001 00110 01000 10000 11111',
  '3': '11110 00001 00001 01110 00001 00001 11110',
  '4': '00010 00110 01010 10010 11111 00010 00010',
  '5': '11111 10000 11110 00001 00001 10001 01110',
  '6': '00110 01000 10000 11110 10001 10001 01110',
  '7': '11111 00001 00010 00100 01000 01000 01000',
  '8': '01110 10001 10001 01110 10001 10001 01110',
  '9': '01110 10001 10001 01111 00001 00010 01100',
  '.': '00000 00000 00000 00000 00000 01100 01100',
  '-': '00000 00000 00000 11111 00000 00000 00000',
  ':': '00000 01100 01100 00000 01100 01100 00000',
  '%': '11000 11001 00010 00100 01000 10011 00011',
  k: '10000 10000 10010 10100 11000 10100 10010',
  M: '10001 11011 10101 10101 10001 10001 10001',
  G: '01110 10001 10000 10111 10001 10001 01111',
  T: '11111 00100 00100 00100 00100 00100 00100',
};
const advance = 6;
export const glyphHeight = 7;

export function textWidth(text: string): number {
  return text.length * advance;
}

export function drawText(
  text: string,
  [left, top]: readonly [number, number],
  dot: (x: number, y: number) => void,
): void {
  for (const [index, char] of Array.from(text).entries()) {
    const rows = glyphs[char]?.split(' ') ?? [];
    for (const [y, row] of rows.entries())
      for (const [x, bit] of Array.from(row).entries())
        if (bit === '1') dot(left + index * advance + x, top + y);
  }
}
