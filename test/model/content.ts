/**
 * What batches hold. A batch is made in one run of its agent; a chain is the runs in which the batches of a sequence
 * were made, one digit each: '001' is the third batch, made after a restart. So a chain names a batch and all before it,
 * as its hash does, and a number with two contents shows as two chains of one length.
 */
import { batchHash, zeroHash, type Batch } from '@hostwire/protocol';

export const epochOf = (agent: number): string => `${agent + 1}`.padStart(16, '0');

const known = new Map<string, { readonly frame: Batch; readonly hash: string }>();

export function frameOf(agent: number, chain: string): Batch {
  return batchOf(agent, chain).frame;
}

/** zeroHash before the first batch. */
export function hashOf(agent: number, chain: string): string {
  return chain === '' ? zeroHash : batchOf(agent, chain).hash;
}

function batchOf(agent: number, chain: string): { readonly frame: Batch; readonly hash: string } {
  const key = `${agent}/${chain}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const frame: Batch = {
    type: 'batch',
    seq: chain.length,
    day: 20_000,
    createdMs: 0,
    samples: 1,
    prevHash: hashOf(agent, chain.slice(0, -1)),
    codec: 'table',
    rawLength: 1,
    payload: Uint8Array.of(Number(chain.at(-1))),
  };
  const made = { frame, hash: batchHash(epochOf(agent), frame) };
  known.set(key, made);
  return made;
}
