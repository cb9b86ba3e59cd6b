/** Agents are bundled without the package `long` (scripts/bundle.mjs): the same frames, read as numbers. */
import { expect, test } from '@jest/globals';
import protobuf from 'protobufjs/minimal.js';
import { frameExamples } from '@hostwire/testing/protocol';
import { decodeFrame } from './decode-frame.ts';
import { encodeFrame } from './encode-frame.ts';
import type { Hello } from './frame.ts';

const withLong: unknown = protobuf.util.Long;

/** protobufjs chooses its readers when it is configured. */
function setLong(long: unknown): void {
  Reflect.set(protobuf.util, 'Long', long);
  protobuf.configure();
}

function without<T>(step: () => T): T {
  setLong(null);
  try {
    return step();
  } finally {
    setLong(withLong);
  }
}

const hello = frameExamples['hello'] as Hello;
const largest = { ...hello, lastSeq: Number.MAX_SAFE_INTEGER, wallMs: Number.MAX_SAFE_INTEGER };

test('the package is there in tests', () => {
  expect(withLong).toBeTruthy();
});

test.each([...Object.entries(frameExamples), ['hello with the largest numbers', largest] as const])(
  '%s: the same bytes, the same frame',
  (_, frame) => {
    const bytes = encodeFrame(frame);
    expect(without(() => encodeFrame(frame))).toEqual(bytes);
    expect(without(() => decodeFrame(bytes))).toEqual(decodeFrame(bytes));
  },
);

test('a number beyond 2^53 is refused', () => {
  const bytes = encodeFrame({ type: 'ack', committedSeq: 2 ** 53 - 1, credit: { batches: 1, bytes: 1 } });
  const at = Buffer.from(bytes).indexOf(Buffer.from('ffffffffffffff0f', 'hex'));
  expect(at).toBeGreaterThan(0);
  const beyond = Uint8Array.from(bytes);
  beyond[at + 7] = 0x1f;
  expect(() => without(() => decodeFrame(beyond))).toThrow('2^53 - 1');
});
