import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isStored, piecesOf } from './stored-ranges.ts';

const ranges = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 9 })), { maxLength: 6 })
  .map((steps) => {
    let last = 0;
    return steps.map(([hole, length]) => {
      const firstSeq = last + hole;
      last = firstSeq + length - 1;
      return { firstSeq, lastSeq: last };
    });
  });

test('pieces follow each other from the tail to the end, and each is stored or lost as a whole', () => {
  fc.assert(
    fc.property(ranges, fc.nat(40), fc.integer({ min: 1, max: 40 }), (stored, tailSeq, length) => {
      const sequence = { stored, tail: { seq: tailSeq, hash: '' } };
      const lastSeq = tailSeq + length;
      const numbers = piecesOf(sequence, lastSeq).flatMap((piece) => {
        const seqs = Array.from({ length: piece.lastSeq - piece.firstSeq + 1 }, (_, i) => piece.firstSeq + i);
        for (const seq of seqs) expect(isStored(sequence, seq)).toBe(piece.isStored);
        return seqs;
      });
      expect(numbers).toEqual(Array.from({ length }, (_, i) => tailSeq + 1 + i));
    }),
  );
});
