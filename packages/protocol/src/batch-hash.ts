import { createHash } from 'node:crypto';
import { gapReasonNumbers, codecNumbers } from './frame/enums.ts';
import type { Batch, Gap } from './frame/frame.ts';
import { hexToBytes } from './hex.ts';

/** The hash before the first batch of an epoch. */
export const zeroHash = '0000000000000000';

/**
 * Names a batch or gap and, through `prevHash`, all before it in its epoch: the first 8 bytes (16 hex digits) of
 * sha256 over every field, each at a fixed width, then the payload.
 */
export function batchHash(epoch: string, frame: Batch | Gap): string {
  const head = Buffer.alloc(64);
  head.write(frame.type, 0, 8, 'latin1');
  head.set(hexToBytes(epoch, 8, 'epoch'), 8);
  head.set(hexToBytes(frame.prevHash, 8, 'previous hash'), 16);
  if (frame.type === 'batch') {
    head.writeBigUInt64BE(BigInt(frame.seq), 24);
    head.writeBigUInt64BE(BigInt(frame.createdMs), 32);
    head.writeUInt32BE(frame.day, 40);
    head.writeUInt32BE(frame.samples, 44);
    head.writeUInt32BE(codecNumbers[frame.codec], 48);
    head.writeUInt32BE(frame.rawLength, 52);
  } else {
    head.writeBigUInt64BE(BigInt(frame.firstSeq), 24);
    head.writeBigUInt64BE(BigInt(frame.lastSeq), 32);
    head.writeBigUInt64BE(BigInt(frame.createdMs), 40);
    head.writeUInt32BE(frame.day, 48);
    head.writeUInt32BE(gapReasonNumbers[frame.reason], 52);
  }
  const hash = createHash('sha256').update(head);
  if (frame.type === 'batch') hash.update(frame.payload);
  else hash.update(times(frame));
  return hash.digest('hex').slice(0, 16);
}

function times({ fromMs, toMs }: Gap): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(BigInt(fromMs), 0);
  bytes.writeBigUInt64BE(BigInt(toMs), 8);
  return bytes;
}
