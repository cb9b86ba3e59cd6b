// What the columns codec costs: bytes per sample on the wire, time per value. Run after a build:
// node packages/protocol/bench/columns.mjs
import { decodeColumns, decodePayload, encodeColumns, encodeFrame, packPayload } from '../dist/index.js';
import { fourCoreHost, madeUpHost } from './made-up-host.mjs';

/** Per message: the frame's own bytes are counted; this is TLS 1.3 (22) and a masked WebSocket header (8). */
const envelopeBytes = 30;
const host = madeUpHost(fourCoreHost);
const tenMinutes = Array.from({ length: 600 }, (_, second) => host(second));

function frameOf(samples) {
  const head = {
    type: 'batch',
    seq: 123_456,
    day: 20_415,
    createdMs: samples[0].tsMs,
    samples: samples.length,
  };
  return encodeFrame({ ...head, prevHash: 'fedcba9876543210', ...packPayload(encodeColumns(samples)) });
}

function bytesPerSample(size) {
  const batches = Array.from({ length: tenMinutes.length / size }, (_, i) =>
    tenMinutes.slice(i * size, (i + 1) * size),
  );
  const mean = (bytesOf) =>
    Math.round(batches.reduce((sum, batch) => sum + bytesOf(batch), 0) / tenMinutes.length);
  return {
    'samples per batch': size,
    columns: mean((batch) => encodeColumns(batch).length),
    packed: mean((batch) => packPayload(encodeColumns(batch)).payload.length),
    frame: mean((batch) => frameOf(batch).length),
    'with TLS and WebSocket': mean((batch) => frameOf(batch).length + envelopeBytes),
  };
}

/** ns for one run of `work`: the median of nine rounds. */
function timed(work) {
  const rounds = Array.from({ length: 9 }, () => {
    const began = process.hrtime.bigint();
    for (let i = 0; i < 2000; i++) work();
    return Number(process.hrtime.bigint() - began) / 2000;
  });
  return rounds.sort((a, b) => a - b)[4];
}

function time(size) {
  const batch = tenMinutes.slice(1, 1 + size);
  const lengths = batch.flatMap(({ readings }) => Object.values(readings).map(({ values }) => values.length));
  const values = lengths.reduce((sum, length) => sum + length, 0);
  const bytes = encodeColumns(batch);
  const packed = packPayload(bytes);
  return {
    'samples per batch': size,
    values,
    'encode ns/value': Math.round(timed(() => encodeColumns(batch)) / values),
    'decode ns/value': Math.round(timed(() => decodeColumns(bytes)) / values),
    'pack us/batch': Math.round(timed(() => packPayload(bytes)) / 1000),
    'inflate and decode us/batch': Math.round(timed(() => decodePayload(packed)) / 1000),
  };
}

console.log('bytes per sample');
console.table([1, 2, 5, 10].map(bytesPerSample));
console.log('time');
console.table([1, 2, 5, 10].map(time));
