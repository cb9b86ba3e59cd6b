import { randomBytes } from 'node:crypto';
import {
  batchHash,
  encodeColumns,
  noMarks,
  packPayload,
  protocolVersion,
  utcDay,
  zeroHash,
  type Batch,
  type Gap,
  type GapReason,
  type Hello,
} from '@hostwire/protocol';

/** Makes the batches of one epoch, numbered and chained as a spool does. */
export class TestSpool {
  readonly epoch = randomBytes(8).toString('hex');
  readonly frames: (Batch | Gap)[] = [];
  #seq = 0;
  #prevHash = zeroHash;

  get lastSeq(): number {
    return this.#seq;
  }

  batch({
    samples = 2,
    tsMs = Date.now(),
    payload,
  }: { samples?: number; tsMs?: number; payload?: Uint8Array } = {}): Batch {
    const list = Array.from({ length: samples }, (_, i) => ({
      tsMs: tsMs - (samples - 1 - i) * 1_000,
      monoMs: 1_000 * i,
      intervalMs: 1_000,
      readings: { load: { devices: [''], values: Float64Array.of(10, 20, 30, 400) } },
    }));
    const packed = packPayload(payload ?? encodeColumns(list));
    return this.#add({
      type: 'batch',
      seq: this.#seq + 1,
      day: utcDay(tsMs),
      createdMs: tsMs,
      samples,
      prevHash: this.#prevHash,
      ...packed,
    });
  }

  batches(count: number): Batch[] {
    return Array.from({ length: count }, () => this.batch());
  }

  gap(reason: GapReason, { numbers = 1 }: { numbers?: number } = {}): Gap {
    const nowMs = Date.now();
    return this.#add({
      type: 'gap',
      firstSeq: this.#seq + 1,
      lastSeq: this.#seq + numbers,
      day: utcDay(nowMs),
      fromMs: nowMs - 5_000,
      toMs: nowMs,
      reason,
      prevHash: this.#prevHash,
      createdMs: nowMs,
    });
  }

  hello(overrides: Partial<Hello> = {}): Hello {
    return {
      type: 'hello',
      protocol: protocolVersion,
      agentVersion: '0.1.0',
      epoch: this.epoch,
      firstRetained: 1,
      firstUnacked: 1,
      lastSeq: this.#seq,
      prevHash: '',
      generation: 0,
      bootId: 'boot',
      machineHash: 'ab'.repeat(32),
      wallMs: Date.now(),
      monoMs: 1,
      stream: 'live',
      marks: noMarks,
      ...overrides,
    };
  }

  #add<T extends Batch | Gap>(frame: T): T {
    this.#seq = frame.type === 'gap' ? frame.lastSeq : frame.seq;
    this.#prevHash = batchHash(this.epoch, frame);
    this.frames.push(frame);
    return frame;
  }
}
