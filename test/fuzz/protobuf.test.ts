import { describe, expect, test } from '@jest/globals';
import { decodeFrame, encodeFrame } from '@hostwire/protocol';
import { Random } from '../chaos/random.ts';
import { formatCase, parseCase } from './case.ts';
import { mutate } from './mutate.ts';
import { mutatePackedNumbers, mutateProtobuf, varint } from './protobuf.ts';
import { honestTable, SpoolFrames } from './spool-frames.ts';

const many = 300;

function decodes(bytes: Uint8Array): boolean {
  try {
    decodeFrame(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('hostile messages', () => {
  test('the same seed makes the same ones', () => {
    const hello = encodeFrame(new SpoolFrames().hello());
    const run = () => {
      const random = new Random(7);
      return Array.from({ length: many }, () => formatCase(mutate([hello, hello], random)));
    };
    expect(run()).toEqual(run());
  });

  test('some still decode, and some do not: they reach what lies behind the decoder', () => {
    const random = new Random(1);
    const frame = encodeFrame(new SpoolFrames().batch());
    const readable = Array.from({ length: many }, () => mutateProtobuf(frame, random)).filter(decodes).length;
    expect(readable).toBeGreaterThan(many / 20);
    expect(readable).toBeLessThan(many * 0.9);
  });

  test('a changed number leaves the fields of a table where they are', () => {
    const table = honestTable();
    const changed = mutatePackedNumbers(table, new Random(3));
    expect(changed).not.toEqual(table);
    expect(Math.abs(changed.length - table.length)).toBeLessThan(40);
  });

  test('a number is written as protobuf does, and longer than need be where asked', () => {
    expect([...varint(300)]).toEqual([0xac, 0x02]);
    expect([...varint(1, 3)]).toEqual([0x81, 0x80, 0x00]);
  });

  test('a case of a corpus reads back', () => {
    const attack = [Uint8Array.of(0, 255, 10), new Uint8Array(), Uint8Array.of(44)];
    expect(parseCase(formatCase(attack)).map((each) => [...each])).toEqual([[0, 255, 10], [], [44]]);
  });
});
