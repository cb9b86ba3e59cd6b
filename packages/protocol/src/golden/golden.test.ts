/**
 * The bytes beside this file were written by protocol 1. They decode for ever; today's code writes the same frames. A
 * change of the format adds a file and its example (bench/golden.mjs writes what is missing) and leaves the old ones.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { batchHash, zeroHash } from '../batch-hash.ts';
import { frameExamples, sampleExamples, samplesOf, sessionExample } from '@hostwire/testing/protocol';
import { decodeFrame } from '../frame/decode-frame.ts';
import { encodeFrame } from '../frame/encode-frame.ts';
import type { Batch, Frame, Gap } from '../frame/frame.ts';
import { decodePayload } from '../payload.ts';

const epoch = '0123456789abcdef';
const text = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const golden = (name: string) => Buffer.from(text(`${name}.hex`).replace(/\s/g, ''), 'hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const plain = (frame: Frame) =>
  frame.type === 'batch' ? { ...frame, payload: Uint8Array.from(frame.payload) } : frame;

test.each(Object.keys(frameExamples))('%s: old bytes decode, today writes the same', (name) => {
  expect(plain(decodeFrame(golden(name)))).toEqual(frameExamples[name]);
  expect(hex(encodeFrame(frameExamples[name]!))).toBe(hex(golden(name)));
});

test('the hash of a batch and of a gap stay what they were', () => {
  expect(batchHash(epoch, frameExamples['batch'] as Batch)).toBe('7ff74fb3b2bbff21');
  expect(batchHash(epoch, frameExamples['gap'] as Gap)).toBe('f4d0313903e24078');
});

/** One frame a line: who sent it, its type, its bytes. */
const session = text('session.hex')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [from, type, bytes] = line.split(' ') as [string, string, string];
    return { from, type, bytes: Buffer.from(bytes, 'hex') };
  });

test('the session of protocol 1: every frame decodes to what it was, and is written the same', () => {
  const frames = session.map(({ bytes }) => decodeFrame(bytes));
  expect(session.map(({ from, type }) => [from, type])).toEqual(
    sessionExample().map(({ from, frame }) => [from, frame.type]),
  );
  expect(frames.map((frame) => hex(encodeFrame(frame)))).toEqual(session.map(({ bytes }) => hex(bytes)));
  for (const [index, { frame }] of sessionExample().entries()) {
    if (frame.type !== 'batch' && frame.type !== 'gap') expect(frames[index]).toEqual(frame);
  }
});

test('the session of protocol 1: the samples of its batches are what they were', () => {
  const batches = session.map(({ bytes }) => decodeFrame(bytes)).filter((frame) => frame.type === 'batch');
  expect(batches.map((batch) => samplesOf(decodePayload(batch)))).toEqual([
    sampleExamples,
    sampleExamples.slice(1, 2),
  ]);
});

test('the session of protocol 1: each batch and gap names the one before it', () => {
  const chained = session
    .map(({ bytes }) => decodeFrame(bytes))
    .filter((frame) => frame.type === 'batch' || frame.type === 'gap');
  const bySeq = new Map(
    chained.map((frame) => [frame.type === 'batch' ? frame.seq : frame.lastSeq, frame] as const),
  );
  let prevHash = zeroHash;
  for (const seq of [1, 2, 3]) {
    expect(bySeq.get(seq)?.prevHash).toBe(prevHash);
    prevHash = batchHash(epoch, bySeq.get(seq)!);
  }
});

test('every file here has its example', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.hex'));
  const names = [...Object.keys(frameExamples), 'session'];
  expect(files.toSorted()).toEqual(names.map((name) => `${name}.hex`).toSorted());
});
