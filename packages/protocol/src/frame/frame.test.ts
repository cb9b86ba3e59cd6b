import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostwire } from '../generated/hostwire.js';
import { gapReasonNumbers, goAwayReasonNumbers, keyStepNumbers, nackCodeNumbers } from './enums.ts';
import { frameExamples } from '@hostwire/testing/protocol';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { decodeFrame } from './decode-frame.ts';
import { encodeFrame } from './encode-frame.ts';
import type {
  Batch,
  Frame,
  Gap,
  GoAwayReason,
  GapReason,
  Hello,
  Inventory,
  Issues,
  NackCode,
} from './frame.ts';
import { scanFrame } from './scan-frame.ts';

const batch = frameExamples['batch'] as Batch;
const gap = frameExamples['gap'] as Gap;
const hello = frameExamples['hello'] as Hello;
const inventory = frameExamples['inventory'] as Inventory;

/** The bytes of a frame message without the checks of encodeFrame. */
function wire(message: Omit<hostwire.v1.Frame.$Properties, 'frame'>): Uint8Array {
  return hostwire.v1.Frame.encode(message).finish();
}

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b) => Buffer.from(b).toString('hex'));
const seq = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.maxSafeNat().map((n) => Math.max(1, n)),
);
const u32 = fc.nat(2 ** 31 - 1);
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
const gapReasons: GapReason[] = [
  'agent_stopped',
  'agent_killed',
  'host_off',
  'suspended',
  'clock_jump',
  'spool_full',
  'spool_damaged',
  'database_lost',
  'backlog',
  'refused',
  'sample_lost',
];
const goAwayReasons: GoAwayReason[] = ['restart', 'revoked', 'taken_over', 'protocol', 'overload', 'clone'];
const nackCodes: NackCode[] = ['malformed', 'too_large', 'poison', 'chain'];

const mark = fc.oneof(fc.constant(''), hex(32));

const anyFrame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record<Batch>({
    type: fc.constant('batch'),
    seq,
    day: u32,
    createdMs: fc.maxSafeNat(),
    samples: fc.integer({ min: 1, max: 10_000 }),
    prevHash: hex(8),
    codec: fc.constant('table'),
    rawLength: fc.integer({ min: 1, max: protocolLimits.maxRawBytes }),
    payload: fc.uint8Array({ minLength: 1 }),
  }),
  fc.record<Hello>({
    type: fc.constant('hello'),
    protocol: fc.integer({ min: 1, max: 9 }),
    agentVersion: text,
    epoch: hex(8),
    firstRetained: fc.maxSafeNat(),
    firstUnacked: fc.maxSafeNat(),
    lastSeq: fc.maxSafeNat(),
    prevHash: fc.oneof(fc.constant(''), hex(8)),
    generation: u32,
    bootId: text,
    machineHash: hex(32),
    wallMs: fc.maxSafeNat(),
    monoMs: fc.maxSafeNat(),
    stream: fc.constantFrom('live', 'history'),
    marks: fc.record({ interfaceHash: mark, rootFsHash: mark, productHash: mark }),
  }),
  fc.record<Issues>({
    type: fc.constant('issues'),
    issues: fc.array(fc.record({ group: text, device: text, column: text, code: text, message: text }), {
      maxLength: protocolLimits.maxIssues,
    }),
  }),
  fc
    .record<Gap>({
      type: fc.constant('gap'),
      firstSeq: seq,
      lastSeq: seq,
      day: u32,
      fromMs: fc.maxSafeNat(),
      toMs: fc.maxSafeNat(),
      reason: fc.constantFrom(...gapReasons),
      prevHash: hex(8),
      createdMs: fc.maxSafeNat(),
    })
    .map((one) => ({ ...one, lastSeq: Math.max(one.firstSeq, one.lastSeq) })),
  fc.record({ type: fc.constant('nack' as const), seq, code: fc.constantFrom(...nackCodes), detail: text }),
  fc.record({
    type: fc.constant('go_away' as const),
    reason: fc.constantFrom(...goAwayReasons),
    retryMinMs: fc.nat(1000),
    retryMaxMs: fc.integer({ min: 1000, max: 2 ** 32 - 1 }),
    detail: text,
  }),
  fc.constantFrom(...Object.values(frameExamples)),
);

describe('frames', () => {
  test('what is encoded is what is decoded, for any frame', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const decoded = decodeFrame(encodeFrame(frame));
        expect(
          decoded.type === 'batch' ? { ...decoded, payload: Uint8Array.from(decoded.payload) } : decoded,
        ).toEqual(frame);
      }),
      { numRuns: 500 },
    );
  });

  test('a truncated or damaged frame is a ProtocolError or another frame, never anything else', () => {
    fc.assert(
      fc.property(anyFrame, fc.array(fc.nat(), { minLength: 20 }), (frame, flips) => {
        const bytes = encodeFrame(frame);
        for (let length = 0; length < bytes.length; length++) decodesOrRefuses(bytes.subarray(0, length));
        for (const flip of flips) {
          const damaged = bytes.slice();
          damaged[(flip >> 3) % bytes.length]! ^= 1 << (flip & 7);
          decodesOrRefuses(damaged);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('random bytes are a ProtocolError or a frame, never anything else', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), decodesOrRefuses), { numRuns: 3000 });
  });

  test('unknown fields of a known frame are ignored', () => {
    const ack = wire({ ack: { committedSeq: 41 } });
    const inner = [...ack.subarray(2), 0xa2, 0x06, 2, 1, 2]; // field 100
    const bytes = Uint8Array.from([ack[0]!, inner.length, ...inner, 0xa0, 0x06, 5]);
    expect(decodeFrame(bytes)).toMatchObject({ type: 'ack', committedSeq: 41 });
  });

  test('64-bit numbers are exact up to 2^53 - 1 and refused from 2^53', () => {
    const largest = { type: 'resume', nextSeq: Number.MAX_SAFE_INTEGER } as const;
    expect(decodeFrame(encodeFrame(largest))).toEqual(largest);
    for (const nextSeq of [2 ** 53, 2 ** 63, 2 ** 64 - 2 ** 11]) {
      expect(() => decodeFrame(wire({ resume: { nextSeq } }))).toThrow(
        expect.objectContaining({ code: 'OUT_OF_RANGE' }),
      );
    }
  });

  test('a batch that breaks a rule is refused with the number that a Nack names', () => {
    const tooMany = wire({ batch: { seq: 41, samples: 10_001, rawLength: 9, prevHash: new Uint8Array(8) } });
    expect(() => decodeFrame(tooMany)).toThrow(expect.objectContaining({ code: 'TOO_LARGE', seq: 41 }));
    const backwards = wire({
      gap: { firstSeq: 9, lastSeq: 8, reason: gapReasonNumbers.agent_stopped, prevHash: new Uint8Array(8) },
    });
    expect(() => decodeFrame(backwards)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE', seq: 8 }));
  });

  const bytes8 = new Uint8Array(8);
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'UNKNOWN_FRAME'],
    ['a frame of a newer protocol', Uint8Array.of(0x7a, 0), 'UNKNOWN_FRAME'],
    ['two frames in one', Uint8Array.of(0x22, 0, 0x22, 0), 'MALFORMED'],
    ['a frame that is a number', Uint8Array.of(0x20, 0), 'MALFORMED'],
    ['a short epoch', wire({ hello: { protocol: 1, epoch: new Uint8Array(7) } }), 'MALFORMED'],
    [
      'a short hash',
      wire({ batch: { seq: 1, samples: 1, rawLength: 1, prevHash: new Uint8Array(4) } }),
      'MALFORMED',
    ],
    [
      'an unknown codec',
      wire({ batch: { seq: 1, samples: 1, rawLength: 1, prevHash: bytes8, codec: 7 as never } }),
      'MALFORMED',
    ],
    ['an unspecified reason', wire({ gap: { firstSeq: 1, lastSeq: 1, prevHash: bytes8 } }), 'MALFORMED'],
    [
      'a batch without number',
      wire({ batch: { samples: 1, rawLength: 1, prevHash: bytes8 } }),
      'OUT_OF_RANGE',
    ],
    ['a batch without samples', wire({ batch: { seq: 1, rawLength: 1, prevHash: bytes8 } }), 'OUT_OF_RANGE'],
    [
      'a payload that inflates too far',
      wire({ batch: { seq: 1, samples: 1, rawLength: 2 ** 30, prevHash: bytes8 } }),
      'TOO_LARGE',
    ],
    [
      'a welcome without settings',
      wire({ welcome: { nextSeq: 1, maxBatchBytes: 1, maxBatchSamples: 1 } }),
      'MALFORMED',
    ],
    [
      'a setting that is no number',
      wire({ settings: { intervalMs: 1, flushMs: 1, numbers: [{ key: 'a', value: NaN }] } }),
      'OUT_OF_RANGE',
    ],
    ['an interval of 0', wire({ settings: { version: 1, flushMs: 1 } }), 'OUT_OF_RANGE'],
    [
      'a window that ends before it begins',
      wire({ goAway: { reason: goAwayReasonNumbers.restart, retryMinMs: 2, retryMaxMs: 1 } }),
      'OUT_OF_RANGE',
    ],
    ['a short pin', wire({ serverKey: { nextPin: bytes8 } }), 'MALFORMED'],
    ['an unspecified step', wire({ keyRenewal: { publicKey: new Uint8Array(32) } }), 'MALFORMED'],
    [
      'an offer without proof',
      wire({ keyRenewal: { step: keyStepNumbers.offered, publicKey: new Uint8Array(32) } }),
      'MALFORMED',
    ],
    [
      'a request with a key',
      wire({ keyRenewal: { step: keyStepNumbers.requested, publicKey: new Uint8Array(32) } }),
      'MALFORMED',
    ],
    [
      'a text too long',
      wire({ nack: { seq: 1, code: nackCodeNumbers.malformed, detail: 'x'.repeat(513) } }),
      'TOO_LARGE',
    ],
    ['a text with NUL', wire({ inventory: { hostname: 'a\0b' } }), 'MALFORMED'],
    ['too many issues', wire({ issues: { issues: Array.from({ length: 65 }, () => ({})) } }), 'TOO_LARGE'],
    ['too many disks', wire({ inventory: { disks: Array.from({ length: 1025 }, () => ({})) } }), 'TOO_LARGE'],
    [
      'too many addresses',
      wire({ inventory: { interfaces: [{ addresses: Array.from({ length: 1025 }, () => '') }] } }),
      'TOO_LARGE',
    ],
    ['a frame too long', new Uint8Array(protocolLimits.maxFrameBytes + 1), 'TOO_LARGE'],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ name: 'ProtocolError', code }));
  });

  test.each([
    ['disks', [0x7a, 0]],
    ['interfaces', [0x82, 0x01, 0]],
    ['unknown fields', [0xfa, 0x3f, 0]],
  ])('half a megabyte of empty %s is refused before objects are made of it', (_, field) => {
    const count = Math.floor(500_000 / field.length);
    const body = Uint8Array.from({ length: count * field.length }, (_unused, i) => field[i % field.length]!);
    const bytes = Uint8Array.from([0x3a, ...varint(body.length), ...body]);
    const message: unknown = expect.stringContaining('fields'); // not the later refusal, of items
    expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ code: 'TOO_LARGE', message }));
  });

  test('half a megabyte of empty addresses of one interface is refused too', () => {
    const addresses = Uint8Array.from({ length: 500_000 }, (_, i) => (i % 2 === 0 ? 0x1a : 0));
    const one = [0x82, 0x01, ...varint(addresses.length)];
    const bytes = Uint8Array.from([0x3a, ...varint(one.length + addresses.length), ...one, ...addresses]);
    const message: unknown = expect.stringContaining('fields');
    expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ code: 'TOO_LARGE', message }));
  });

  test('messages 10,000 deep in a field that nobody knows are passed over; groups that deep are refused', () => {
    let nested: number[] = [];
    const depth = 10_000;
    // From the inside out, lengths at the end: appending is cheap.
    for (let level = 0; level < depth; level++) nested.push(...varint(nested.length).toReversed(), 0x0a);
    nested = nested.toReversed();
    const inner = [0x08, 5, 0xa2, 0x06, ...varint(nested.length), ...nested]; // committed_seq, field 100
    const ack = Uint8Array.from([0x22, ...varint(inner.length), ...inner]);
    expect(decodeFrame(ack)).toMatchObject({ type: 'ack', committedSeq: 5 });
    for (const group of [[0x0b], [0xa3, 0x06]]) {
      const open = Array.from({ length: depth }, () => group).flat();
      const frame = Uint8Array.from([0x22, ...varint(open.length), ...open]);
      expect(() => decodeFrame(frame)).toThrow(expect.objectContaining({ code: 'MALFORMED' }));
    }
  });

  test.each([
    ['of the frame', []],
    ['of a field in it', [0x22, 12]],
    ['of a field that nobody knows', [0x22, 13, 0xa2]],
  ])('a length of 2^64 - 1 %s is refused', (_, before) => {
    const tag = before.length === 3 ? 0x06 : 0x1a;
    const longest = [...Array.from({ length: 9 }, () => 0xff), 0x01];
    const bytes = Uint8Array.from([...before, tag, ...longest]);
    expect(() => decodeFrame(bytes)).toThrow(expect.objectContaining({ name: 'ProtocolError' }));
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a text like any other',
    (name) => {
      const frame = {
        ...inventory,
        hostname: name,
        disks: [{ name, model: name, sizeBytes: 1, type: name }],
        gpus: [name],
      };
      expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
      expect(({} as Record<string, unknown>)['sizeBytes']).toBeUndefined();
    },
  );

  test('a field that goes on past its message is refused before it is decoded', () => {
    expect(() => scanFrame(Uint8Array.of(0x1a, 1, 0x08, 5))).toThrow(
      expect.objectContaining({ code: 'MALFORMED' }),
    );
  });

  test.each<[string, Frame]>([
    ['a fraction', { ...batch, createdMs: 0.5 }],
    ['a negative number', { ...batch, day: -1 }],
    ['a seq of 0', { ...batch, seq: 0 }],
    ['a hash with capitals', { ...batch, prevHash: 'FEDCBA9876543210' }],
    ['a hash too short', { ...gap, prevHash: 'fe' }],
    ['a gap that ends before it begins', { ...gap, lastSeq: gap.firstSeq - 1 }],
    ['a text too long', { ...hello, bootId: 'x'.repeat(513) }],
    ['too many items', { ...inventory, gpus: Array.from({ length: 1025 }, () => '') }],
    ['a payload too long', { ...batch, payload: new Uint8Array(protocolLimits.maxFrameBytes) }],
  ])('the encoder refuses %s', (_, frame) => {
    expect(() => encodeFrame(frame)).toThrow(ProtocolError);
  });

  test('a detail is cut to fit, between characters', () => {
    const detail = `${'x'.repeat(511)}é and more\0`;
    const nack = encodeFrame({ type: 'nack', seq: 1, code: 'poison', detail });
    expect(decodeFrame(nack)).toMatchObject({ detail: 'x'.repeat(511) });
  });
});

function varint(value: number): number[] {
  return value < 128 ? [value] : [0x80 | (value % 128), ...varint(Math.floor(value / 128))];
}

/** Whatever decodes keeps the rules of frames, so it can be encoded again. */
function decodesOrRefuses(bytes: Uint8Array): void {
  let frame;
  try {
    frame = decodeFrame(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return;
  }
  encodeFrame(frame);
}
