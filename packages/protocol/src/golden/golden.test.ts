/**
 * The bytes beside this file were written by released code. They decode for ever; today's code writes the same.
 * A change of the format adds a file (hello-2.hex) and its example, and leaves the old ones with `decodes`.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { batchHash } from '../batch-hash.ts';
import { samplesOf } from '../columns/sample-arbitrary.ts';
import { decodeColumns } from '../columns/decode-columns.ts';
import { encodeColumns } from '../columns/encode-columns.ts';
import { decodeFrame } from '../frame/decode-frame.ts';
import { encodeFrame } from '../frame/encode-frame.ts';
import type { Batch, Gap } from '../frame/frame.ts';
import { decodePayload } from '../payload.ts';
import { frameExamples, sampleExamples } from './examples.ts';

const golden = (name: string) => {
  return Buffer.from(readFileSync(new URL(`${name}.hex`, import.meta.url), 'utf8').replace(/\s/g, ''), 'hex');
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each(Object.keys(frameExamples))('%s: old bytes decode, today writes the same', (name) => {
  const frame = decodeFrame(golden(name));
  const comparable = frame.type === 'batch' ? { ...frame, payload: Uint8Array.from(frame.payload) } : frame;
  expect(comparable).toEqual(frameExamples[name]);
  expect(hex(encodeFrame(frameExamples[name]!))).toBe(hex(golden(name)));
});

/** Of an agent before it told `troubles`, and of today's. */
test.each(['columns-3', 'columns-3-troubles'])('%s: old bytes decode', (name) => {
  expect(samplesOf(decodeColumns(golden(name)))).toEqual(sampleExamples);
});

test('columns-3-troubles: today writes the same', () => {
  expect(hex(encodeColumns(sampleExamples))).toBe(hex(golden('columns-3-troubles')));
});

test.each([
  { codec: 'raw', packed: 'columns', raw: 'columns' },
  { codec: 'deflate', packed: 'columns-deflated', raw: 'columns' },
  { codec: 'steps', packed: 'columns-2', raw: 'columns-2' },
  { codec: 'steps_deflate', packed: 'columns-2-deflated', raw: 'columns-2' },
  { codec: 'table', packed: 'columns-3', raw: 'columns-3' },
  { codec: 'table_deflate', packed: 'columns-3-deflated', raw: 'columns-3' },
] as const)('$packed: a payload of the codec $codec decodes', ({ codec, packed, raw }) => {
  const rawLength = golden(raw).length;
  const samples = decodePayload({ codec, rawLength, payload: golden(packed) });
  expect(samplesOf(samples)).toEqual(sampleExamples);
});

test('the hash of a batch and of a gap stay what they were', () => {
  const epoch = '0123456789abcdef';
  expect(batchHash(epoch, frameExamples['batch'] as Batch)).toBe('7ff74fb3b2bbff21');
  expect(batchHash(epoch, frameExamples['gap'] as Gap)).toBe('f4d0313903e24078');
});

test('every file here has its example', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.hex'));
  const names = [
    ...Object.keys(frameExamples),
    'columns',
    'columns-deflated',
    'columns-2',
    'columns-2-deflated',
    'columns-3',
    'columns-3-deflated',
    'columns-3-troubles',
  ];
  expect(files.toSorted()).toEqual(names.map((name) => `${name}.hex`).toSorted());
});
