import { expect, test } from '@jest/globals';
import { batchHash, decodeFrame } from '@hostwire/protocol';
import fc from 'fast-check';
import { ModelFileSystem } from '../testing/model-file-system.ts';
import type { Spool } from './spool.ts';
import { openSpool, sampleOf } from '../testing/spool-fixture.ts';

/*
 * A spool over a file system that forgets what was not synced, against an uplink that may have sent any sealed frame.
 * What must hold whatever happens when: a frame that was handed out is there after any crash, with the same bytes; no
 * number ever has two contents; from the first retained number on there is no hole.
 */

type Step =
  | { readonly kind: 'draft' | 'seal' | 'gap' | 'read' | 'kill' | 'killInSeal' }
  | { readonly kind: 'acknowledge' | 'rewind'; readonly part: number }
  | { readonly kind: 'powerCut'; readonly keep: number }
  | {
      readonly kind: 'fault';
      readonly operation: 'write' | 'sync' | 'create' | 'syncFolder';
      readonly code: string;
      readonly times: number;
    }
  | { readonly kind: 'room'; readonly bytes: number };

const part = fc.double({ min: 0, max: 1, noNaN: true });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'draft' }) },
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'seal' }) },
  fc.constantFrom<Step>({ kind: 'gap' }, { kind: 'read' }, { kind: 'kill' }, { kind: 'killInSeal' }),
  fc.record({ kind: fc.constantFrom('acknowledge' as const, 'rewind' as const), part }),
  fc.record({ kind: fc.constant('powerCut' as const), keep: part }),
  fc.record({
    kind: fc.constant('fault' as const),
    operation: fc.constantFrom('write' as const, 'sync' as const, 'create' as const, 'syncFolder' as const),
    code: fc.constantFrom('EIO', 'ENOSPC'),
    times: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('room' as const), bytes: fc.constantFrom(0, 3000, Infinity) }),
);

/** Runs the steps and checks after each opening. */
class Run {
  readonly #fileSystem = new ModelFileSystem();
  /** Bytes of every frame that was handed out, by epoch and number. */
  readonly #sent = new Map<string, Buffer>();
  #spool!: Spool;
  #mark = 0;

  async all(steps: readonly Step[]): Promise<void> {
    this.#spool = await this.#open();
    for (const each of steps) await this.#one(each);
    this.#fileSystem.fault = undefined;
    this.#fileSystem.capacityBytes = Infinity;
    await this.#one({ kind: 'draft' });
    await this.#one({ kind: 'seal' });
    expect(this.#spool.status().waiting).toBe(0);
    this.#readAll(1);
    await this.#one({ kind: 'powerCut', keep: 0 });
    this.#readAll(1);
  }

  async #open(): Promise<Spool> {
    this.#fileSystem.fault = undefined;
    return openSpool(this.#fileSystem, {
      limits: { segmentBytes: 700, spoolBytes: 6000, graceBytes: 1500, backlogBytes: 900 },
    });
  }

  async #one(each: Step): Promise<void> {
    const spool = this.#spool;
    switch (each.kind) {
      case 'draft':
        spool.appendDraft(sampleOf(++this.#mark));
        return;
      case 'seal':
        return spool.seal();
      case 'gap':
        return spool.recordGap('suspended', this.#mark, this.#mark + 1);
      case 'read': {
        this.#readAll(spool.ackedSeq + 1);
        return;
      }
      case 'acknowledge': {
        spool.acknowledge(spool.ackedSeq + Math.floor((spool.sealedSeq - spool.ackedSeq) * each.part));
        return;
      }
      case 'rewind': {
        spool.rewind(Math.floor(spool.ackedSeq * each.part));
        return;
      }
      case 'fault':
        this.#fileSystem.fault = { ...each };
        return;
      case 'room':
        this.#fileSystem.capacityBytes = each.bytes;
        return;
      case 'powerCut':
        this.#fileSystem.crash(() => each.keep);
        this.#spool = await this.#open();
        return;
      case 'killInSeal':
        void spool.seal();
        this.#spool = await this.#open();
        return;
      case 'kill':
        this.#spool = await this.#open();
    }
  }

  /** As an uplink would: in order, following gaps. */
  #readAll(first: number): void {
    const { epoch, sealedSeq } = this.#spool;
    let prevHash: string | undefined;
    for (let seq = first; seq <= sealedSeq;) {
      const outgoing = this.#spool.read(seq)!;
      expect(outgoing.firstSeq).toBe(seq);
      expect(outgoing.lastSeq).toBeLessThanOrEqual(sealedSeq);
      const frame = decodeFrame(outgoing.bytes);
      if (frame.type === 'batch') {
        const key = `${epoch}/${seq}`;
        const before = this.#sent.get(key);
        if (before !== undefined) expect(Buffer.from(outgoing.bytes).equals(before)).toBe(true);
        this.#sent.set(key, Buffer.from(outgoing.bytes));
        if (prevHash !== undefined) expect(frame.prevHash).toBe(prevHash);
        prevHash = batchHash(epoch, frame);
      } else {
        prevHash = frame.type === 'gap' && frame.reason === 'suspended' ? batchHash(epoch, frame) : undefined;
        if (frame.type === 'gap' && frame.reason !== 'spool_full' && frame.reason !== 'suspended') {
          expect(frame.reason).toBe('database_lost');
          expect(frame.lastSeq).toBe(this.#spool.firstRetainedSeq - 1);
        }
      }
      seq = outgoing.lastSeq + 1;
    }
    for (const key of this.#sent.keys()) {
      const [keyEpoch, seq] = key.split('/');
      if (keyEpoch === epoch) expect(Number(seq)).toBeLessThanOrEqual(sealedSeq);
    }
  }
}

test('whatever happens when: what was handed out stays, no number has two contents, nothing is missing unsaid', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => new Run().all(steps)),
    { numRuns: 400 },
  );
});
