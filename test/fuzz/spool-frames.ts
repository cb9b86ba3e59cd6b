import { randomBytes } from 'node:crypto';
import {
  batchHash,
  decodeFrame,
  encodeColumns,
  encodeFrame,
  noMarks,
  packPayload,
  protocolVersion,
  utcDay,
  zeroHash,
  type Batch,
  type Frame,
  type Gap,
  type Hello,
  type PackedPayload,
} from '@hostwire/protocol';
import { SimulatedHost } from '../bench/simulated-fleet/host.ts';
import type { AttackAgent } from './attack-agents.ts';

const samplesPerBatch = 3;

/** The columns of a batch as an honest agent writes them, before they are compressed. */
export function honestTable(): Uint8Array {
  const host = new SimulatedHost();
  const nowMs = Date.now();
  const samples = Array.from({ length: samplesPerBatch }, (_, i) =>
    host.next({
      tsMs: nowMs - (samplesPerBatch - 1 - i) * 1_000,
      monoMs: 1_000 * (i + 1),
      intervalMs: 1_000,
    }),
  );
  return encodeColumns(samples);
}

/** The frames of one epoch, numbered and chained as they should be; attacks change them afterwards. */
export class SpoolFrames {
  readonly epoch = randomBytes(8).toString('hex');
  seq = 0;
  prevHash = zeroHash;

  hello(overrides: Partial<Hello> = {}): Hello {
    return {
      type: 'hello',
      protocol: protocolVersion,
      agentVersion: '0.1.0',
      epoch: this.epoch,
      firstRetained: this.seq + 1,
      firstUnacked: this.seq + 1,
      lastSeq: this.seq,
      prevHash: this.seq === 0 ? '' : this.prevHash,
      generation: 0,
      bootId: 'attack',
      machineHash: '00'.repeat(32),
      wallMs: Date.now(),
      monoMs: 1_000,
      stream: 'live',
      marks: noMarks,
      ...overrides,
    };
  }

  /** The next one, and the chain goes on from it. */
  batch(packed: PackedPayload = packPayload(honestTable()), overrides: Partial<Batch> = {}): Batch {
    const nowMs = Date.now();
    const place = { seq: this.seq + 1, prevHash: this.prevHash };
    const times = { day: utcDay(nowMs), createdMs: nowMs };
    const batch: Batch = {
      type: 'batch',
      ...place,
      ...times,
      samples: samplesPerBatch,
      ...packed,
      ...overrides,
    };
    return this.#chained(batch, batch.seq);
  }

  gap(numbers: number, overrides: Partial<Gap> = {}): Gap {
    const nowMs = Date.now();
    const gap: Gap = {
      type: 'gap',
      firstSeq: this.seq + 1,
      lastSeq: this.seq + numbers,
      day: utcDay(nowMs),
      fromMs: nowMs - 5_000,
      toMs: nowMs,
      reason: 'agent_killed',
      prevHash: this.prevHash,
      createdMs: nowMs,
      ...overrides,
    };
    return this.#chained(gap, gap.lastSeq);
  }

  #chained<Chained extends Batch | Gap>(frame: Chained, lastSeq: number): Chained {
    this.seq = lastSeq;
    this.prevHash = batchHash(this.epoch, frame);
    return frame;
  }
}

/** A hello of a case is of no agent: it becomes that of the agent that sends it, where it did not lie about that. */
export function asSentBy({ credentials, generation }: AttackAgent, message: Uint8Array): Uint8Array {
  const frame = decoded(message);
  if (frame?.type !== 'hello' || frame.generation !== 0) return message;
  return encodeFrame({ ...frame, generation, machineHash: credentials.machineHash });
}

function decoded(message: Uint8Array): Frame | undefined {
  try {
    return decodeFrame(message);
  } catch {
    return undefined;
  }
}
