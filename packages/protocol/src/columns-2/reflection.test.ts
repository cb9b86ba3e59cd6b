/** The decoder against protobufjs's reflection on sample.proto, with the codes computed a second time, in BigInt. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import type { Sample } from '../sample.ts';
import { decodeColumns2 } from './decode-columns.ts';
import { sampleBatch, samplesOf } from '../columns/sample-arbitrary.ts';

const proto = new URL('../../../../proto/hostwire/v1/sample.proto', import.meta.url);
const { root } = protobuf.parse(readFileSync(proto, 'utf8'), { keepCase: true });
const columnsType = root.lookupType('hostwire.v1.Columns');

/** Fields by their names in sample.proto: arrays of decimal numbers or of texts, and groups of the same. */
interface Plain {
  [field: string]: (string | number)[] | Plain;
}

const zigzag = (value: bigint) => (value >= 0n ? 2n * value : -2n * value - 1n);
const unzigzag = (code: bigint) => (code % 2n === 0n ? code / 2n : -(code + 1n) / 2n);

function cut(codes: bigint[]): bigint[] {
  let length = codes.length;
  while (length > 1 && codes[length - 1] === codes[length - 2]) length--;
  return codes.slice(0, length);
}

function cutReals(reals: number[]): number[] {
  let length = reals.length;
  while (length > 1 && Object.is(reals[length - 1], reals[length - 2])) length--;
  return reals.slice(0, length);
}

/** Whether a column is written in steps. */
function isStepped(samples: readonly Sample[], group: ColumnGroup, column: number): boolean {
  const { step } = group.columns[column]!;
  return (
    step > 1 &&
    samples.every(({ readings }) =>
      [...(readings[group.name]?.values ?? [])].every(
        (value, i) =>
          i % group.columns.length !== column || Number.isNaN(value) || BigInt(value) % BigInt(step) === 0n,
      ),
    )
  );
}

/** What the message lists as written without steps. */
function exactColumns(samples: readonly Sample[]): bigint[] {
  const exact = columnGroups
    .filter(({ name }) => samples.some(({ readings }) => readings[name] !== undefined))
    .flatMap((group) =>
      group.columns
        .filter(({ step }, column) => step > 1 && !isStepped(samples, group, column))
        .map(({ field }) => [BigInt(group.field), BigInt(field)]),
    );
  return [BigInt(exact.length), ...exact.flat()];
}

/** The message that sample.proto describes for these samples; as protocol 1 has it, without steps. */
function model(samples: readonly Sample[], { steps = true } = {}): Plain {
  const differences = (values: number[]) =>
    values.map((value, i) => BigInt(value) - BigInt(values[i - 1] ?? 0));
  const texts = (numbers: bigint[]) => numbers.map(String);
  const message: Plain = {
    ts_ms: texts(differences(samples.map(({ tsMs }) => tsMs))),
    mono_ms: texts(cut(differences(samples.map(({ monoMs }) => monoMs)))),
    interval_ms: texts(cut(samples.map(({ intervalMs }) => BigInt(intervalMs)))),
  };
  if (steps) message['exact'] = exactColumns(samples).map(Number);
  for (const group of columnGroups) {
    if (samples.some(({ readings }) => readings[group.name] !== undefined))
      message[group.name] = groupModel(samples, group, steps);
  }
  return message;
}

function groupModel(samples: readonly Sample[], group: ColumnGroup, steps: boolean): Plain {
  const devices: { key: string; texts: string[] }[] = [];
  const rowsOf = samples.map(({ readings }) => {
    const reading = readings[group.name];
    return (reading?.devices ?? []).map((name, row) => {
      const texts = [name, ...group.labels.map((label) => reading!.labels![label.name]![row]!)];
      const key = JSON.stringify(texts);
      if (!devices.some((device) => device.key === key)) devices.push({ key, texts });
      const values = group.columns.map((_, column) => reading!.values[row * group.columns.length + column]!);
      return { device: devices.findIndex((device) => device.key === key), values };
    });
  });
  const layout: number[][] = [];
  for (const rows of rowsOf) {
    const tail = [rows.length, ...(group.devices ? rows.map(({ device }) => device) : [])];
    const last = layout.at(-1);
    if (last !== undefined && String(last.slice(1)) === String(tail)) last[0]!++;
    else layout.push([1, ...tail]);
  }
  const message: Plain = { layout: layout.flat() };
  if (group.devices) message['name'] = devices.map(({ texts }) => texts[0]!);
  for (const [i, label] of group.labels.entries())
    message[label.name] = devices.map(({ texts }) => texts[i + 1]!);
  for (const [column, { name, kind }] of group.columns.entries()) {
    if (kind === 'real') {
      const reals = rowsOf.flat().map(({ values }) => values[column]!);
      if (reals.some((value) => !Number.isNaN(value))) message[name] = cutReals(reals);
      continue;
    }
    const step = BigInt(steps && isStepped(samples, group, column) ? group.columns[column]!.step : 1);
    const previous = new Map<number, bigint>();
    const codes = rowsOf.flat().map(({ device, values }) => {
      if (Number.isNaN(values[column]!)) return 0n;
      const value = BigInt(values[column]!) / step;
      if (kind === 'increment') return value + 1n;
      const difference = value - (previous.get(device) ?? 0n);
      previous.set(device, value);
      return zigzag(difference) + 1n;
    });
    // Reflection reads and writes a sint64 by its zigzag: the number whose zigzag is the code.
    if (codes.some((code) => code > 0n)) {
      message[name] = cut(codes).map((code) => String(kind === 'gauge' ? unzigzag(code) : code));
    }
  }
  return message;
}

test('columns of protocol 2 decode to the same samples', () => {
  fc.assert(
    fc.property(sampleBatch, (samples) => {
      const bytes = columnsType.encode(columnsType.fromObject(model(samples))).finish();
      expect(samplesOf(decodeColumns2(bytes))).toEqual(samples);
    }),
    { numRuns: 100 },
  );
});

test('columns of protocol 1 decode to the same samples', () => {
  fc.assert(
    fc.property(sampleBatch, (samples) => {
      const bytes = columnsType.encode(columnsType.fromObject(model(samples, { steps: false }))).finish();
      expect(samplesOf(decodeColumns2(bytes))).toEqual(samples);
    }),
    { numRuns: 50 },
  );
});
