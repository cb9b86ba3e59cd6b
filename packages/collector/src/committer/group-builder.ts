import { decodePayload } from '@hostwire/protocol';
import { toError } from '@hostwire/runtime';
import { SampleGroup, StorageError, type BatchOrigin } from '@hostwire/storage';
import type { Placed } from '../intake/sequence-table.ts';

/**
 * The rows of a group as one block. Throws DATA_REFUSED (nothing was sent) when a batch cannot be written, so that the
 * culprit is found as if the table had refused it.
 */
export function buildGroup(placed: readonly Placed[]): SampleGroup {
  const group = new SampleGroup();
  try {
    for (const one of placed) add(group, one);
  } catch (cause) {
    const message = `a batch cannot be written: ${toError(cause).message}`;
    throw new StorageError('DATA_REFUSED', message, { outcome: 'absent', cause });
  }
  return group;
}

function add(group: SampleGroup, { sequence, batch }: Placed): void {
  const { agentId, host, epoch } = sequence;
  const { seq, hash, day, recvMs, content } = batch;
  const origin: BatchOrigin = { agentId, host, epoch, seq, hash, day, recvMs };
  switch (content.kind) {
    case 'batch':
      return group.addBatch(origin, content.columns ?? decodePayload(content.frame));
    case 'gap':
      return group.addGap(origin, content.gap);
    case 'stored':
      return;
    case 'tombstone':
      return group.addTombstone(origin, `${content.code}: ${content.detail}`);
  }
}
