import { expect, test } from '@jest/globals';
import { protocolLimits } from '@hostwire/protocol';
import { chainLinks } from './chain-links.ts';

const hashBefore = (seq: number) => `hash of ${seq - 1}`;
const seqs = (seq: number, firstSeq: number) =>
  chainLinks(seq, { firstSeq, hashBefore }).map((link) => link.seq);

test('links reach back by doubling steps, and each has the hash of its own frame', () => {
  expect(seqs(100, 1)).toEqual([98, 96, 92, 84, 68, 36]);
  expect(chainLinks(5, { firstSeq: 1, hashBefore })).toEqual([
    { seq: 3, hash: 'hash of 3' },
    { seq: 1, hash: 'hash of 1' },
  ]);
});

test('what the spool does not hold any more, and the inside of a gap, have none', () => {
  expect(seqs(100, 90)).toEqual([98, 96, 92]);
  expect(seqs(1, 1)).toEqual([]);
  const links = chainLinks(100, { firstSeq: 1, hashBefore: (seq) => (seq === 97 ? '' : 'x') });
  expect(links.map(({ seq }) => seq)).toEqual([98, 92, 84, 68, 36]);
});

test('links have a limit', () => {
  expect(seqs(2 ** 40, 1)).toHaveLength(protocolLimits.maxChainLinks);
});
