import { protocolLimits, type ChainLink } from '@hostwire/protocol';

/**
 * Hashes of frames before `seq`, further and further back by doubling steps, as far as the spool holds them. The frame
 * right before `seq` is not among them: Hello has its hash anyway.
 */
export function chainLinks(
  seq: number,
  { firstSeq, hashBefore }: { firstSeq: number; hashBefore: (seq: number) => string },
): readonly ChainLink[] {
  const links: ChainLink[] = [];
  for (let step = 2; seq - step >= firstSeq && links.length < protocolLimits.maxChainLinks; step *= 2) {
    const hash = hashBefore(seq - step + 1);
    if (hash !== '') links.push({ seq: seq - step, hash }); // '': inside a gap of many numbers
  }
  return links;
}
