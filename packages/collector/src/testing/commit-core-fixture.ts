import { zeroHash, type Stream } from '@hostwire/protocol';
import type { SequenceTable } from '../intake/sequence-table.ts';
import { noMark, Sequence, type Mark, type QueuedBatch } from '../intake/sequence.ts';

export const limits = { maxSamples: 40, maxBytes: 100_000, lingerMs: 1_000 };

export function batchOf(seq: number, { nowMs = 0, day = 1, samples = 2 } = {}): QueuedBatch {
  return {
    content: {
      kind: 'gap',
      gap: {
        type: 'gap',
        firstSeq: seq,
        lastSeq: seq,
        day,
        fromMs: 0,
        toMs: 0,
        reason: 'agent_stopped',
        prevHash: zeroHash,
        createdMs: 0,
      },
    },
    seq,
    hash: `hash-${seq}`,
    day,
    samples,
    pendingBytes: 100,
    insertBytes: 100,
    lastTsMs: 0,
    recvMs: nowMs,
    recvMonoMs: nowMs,
  };
}

export function open(
  table: SequenceTable,
  agentId: string,
  { mark = noMark, stream = 'live' }: { mark?: Mark; stream?: Stream } = {},
): Sequence {
  const sequence = new Sequence({ agentId, host: agentId, epoch: 'e' }, mark, stream);
  table.add(sequence);
  return sequence;
}
