/** For tests: a session of an agent from its login to the end, whose bytes are kept in session.hex for ever. */
import {
  type Batch,
  batchHash,
  encodeColumns,
  type Frame,
  type Gap,
  packPayload,
  utcDay,
  zeroHash,
} from '@hostwire/protocol';
import { frameExamples, sampleExamples } from './frame-examples.ts';

export interface SessionFrame {
  readonly from: 'agent' | 'collector';
  readonly frame: Frame;
}

const epoch = '0123456789abcdef';
const createdMs = 1_763_900_002_200;
const credit = { batches: 64, bytes: 4_194_304 };

export function sessionExample(): readonly SessionFrame[] {
  const batch: Batch = {
    type: 'batch',
    seq: 1,
    day: utcDay(createdMs),
    createdMs,
    samples: sampleExamples.length,
    prevHash: zeroHash,
    ...packPayload(encodeColumns(sampleExamples)),
  };
  const gap: Gap = {
    ...(frameExamples['gap'] as Gap),
    firstSeq: 2,
    lastSeq: 2,
    prevHash: batchHash(epoch, batch),
  };
  const alone: Batch = {
    ...batch,
    seq: 3,
    createdMs: createdMs + 10_000,
    samples: 1,
    prevHash: batchHash(epoch, gap),
    ...packPayload(encodeColumns(sampleExamples.slice(1, 2))),
  };
  return [
    { from: 'agent', frame: { ...frameExamples['hello-first']!, epoch, stream: 'live' } as Frame },
    { from: 'collector', frame: { ...frameExamples['welcome']!, nextSeq: 1 } as Frame },
    { from: 'agent', frame: frameExamples['inventory']! },
    { from: 'agent', frame: batch },
    { from: 'collector', frame: { type: 'ack', committedSeq: 1, credit } },
    { from: 'collector', frame: frameExamples['settings-whole']! },
    { from: 'agent', frame: gap },
    { from: 'collector', frame: { type: 'resume', nextSeq: 2 } },
    { from: 'agent', frame: gap },
    { from: 'agent', frame: alone },
    { from: 'collector', frame: { type: 'ack', committedSeq: 2, credit } },
    { from: 'collector', frame: { type: 'nack', seq: 3, code: 'poison', detail: 'refused by the database' } },
    { from: 'collector', frame: frameExamples['go_away']! },
  ];
}
