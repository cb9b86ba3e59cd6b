/** The codec against protobufjs's reflection on sample.proto, with the codes computed a second time, in BigInt. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import type { Sample } from '../sample.ts';
import { decodeColumns } from './decode-columns.ts';
import { encodeColumns } from './encode-columns.ts';
import { sampleBatch, samplesOf } from '@hostwire/testing/protocol';

const proto = new URL('../../../../proto/hostwire/v1/sample.proto', import.meta.url);
const { root } = protobuf.parse(readFileSync(proto, 'utf8'), { keepCase: true });
const tableType = root.lookupType('hostwire.v1.Table');
const groupsType = root.lookupType('hostwire.v1.Groups');

/** The fields of a `Table`. */
interface Plain {
  readonly codes: bigint[];
  readonly reals: number[];
  readonly texts: string[];
  readonly shape: number[];
}

const zigzag = (value: bigint) => (value >= 0n ? 2n * value : -2n * value - 1n);
const tooLarge = 2n ** 53n;

/** The message that sample.proto describes for these samples. */
function model(samples: readonly Sample[]): Plain {
  const plain: Plain = { codes: clockCodes(samples), reals: [], texts: [], shape: [samples.length] };
  for (const group of columnGroups) {
    if (samples.some(({ readings }) => readings[group.name] !== undefined)) addGroup(plain, samples, group);
  }
  return plain;
}

function clockCodes(samples: readonly Sample[]): bigint[] {
  const intervals = samples.map(({ intervalMs }) => BigInt(intervalMs));
  const clock = (values: readonly number[]) =>
    values.map((value, i) => {
      const expected = BigInt(values[i - 1] ?? 0) + intervals[i]!;
      return zigzag(BigInt(value) - (expected < tooLarge ? expected : 0n));
    });
  return [
    ...intervals.map((interval, i) => zigzag(interval - (intervals[i - 1] ?? 0n))),
    ...clock(samples.map(({ tsMs }) => tsMs)),
    ...clock(samples.map(({ monoMs }) => monoMs)),
  ];
}

function addGroup(plain: Plain, samples: readonly Sample[], group: ColumnGroup): void {
  const devices = new Map<string, string[]>();
  const rowsOf = samples.map(({ readings }) => {
    const reading = readings[group.name];
    return (reading?.devices ?? []).map((name, row) => {
      const texts = [name, ...group.labels.map((label) => reading!.labels![label.name]![row]!)];
      const key = JSON.stringify(texts);
      if (!devices.has(key)) devices.set(key, texts);
      const values = group.columns.map((_, column) => reading!.values[row * group.columns.length + column]!);
      return { device: [...devices.keys()].indexOf(key), values };
    });
  });
  const layout: number[][] = [];
  for (const rows of rowsOf) {
    const tail = [rows.length, ...(group.devices ? rows.map(({ device }) => device) : [])];
    const last = layout.at(-1);
    if (last !== undefined && String(last.slice(1)) === String(tail)) last[0]!++;
    else layout.push([1, ...tail]);
  }
  const lists = [...devices.values()];
  const head = group.devices ? [1 + group.labels.length, lists.length] : [0];
  if (group.devices) {
    for (let text = 0; text <= group.labels.length; text++)
      plain.texts.push(...lists.map((texts) => texts[text]!));
  }
  const states = group.columns.map((_, column) =>
    addColumn(
      plain,
      group.columns[column]!,
      rowsOf.flat().map(({ device, values }) => ({ device, value: values[column]! })),
    ),
  );
  plain.shape.push(group.field, ...head, ...layout.flat(), states.length, ...states);
}

/** Gives the state of the column. */
function addColumn(
  { codes, reals }: Plain,
  { kind, step }: ColumnGroup['columns'][number],
  rows: readonly { device: number; value: number }[],
): number {
  if (rows.every(({ value }) => Number.isNaN(value))) return 0;
  if (kind === 'real') {
    reals.push(...rows.map(({ value }) => value));
    return 4;
  }
  if (rows.every(({ value }) => value === 0)) return 1;
  const isStepped =
    step > 1 && rows.every(({ value }) => Number.isNaN(value) || BigInt(value) % BigInt(step) === 0n);
  const previous = new Map<number, bigint>();
  for (const { device, value } of rows) {
    if (Number.isNaN(value)) {
      codes.push(0n);
      continue;
    }
    const v = BigInt(value) / (isStepped ? BigInt(step) : 1n);
    codes.push(1n + (kind === 'increment' ? v : zigzag(v - (previous.get(device) ?? 0n))));
    previous.set(device, v);
  }
  return isStepped ? 3 : 2;
}

test('a table that reflection encoded decodes to the same samples', () => {
  fc.assert(
    fc.property(sampleBatch, (samples) => {
      const { codes, reals, texts, shape } = model(samples);
      const plain = {
        codes: codes.map(String),
        reals,
        texts: texts.map((text) => `${text}\0`).join(''),
        shape,
      };
      const bytes = tableType.encode(tableType.fromObject(plain)).finish();
      expect(samplesOf(decodeColumns(bytes))).toEqual(samples);
    }),
    { numRuns: 100 },
  );
});

test('reflection decodes our table to the codes that sample.proto describes', () => {
  fc.assert(
    fc.property(sampleBatch, (samples) => {
      const { codes, reals, texts, shape } = model(samples);
      const options = { longs: String, arrays: true, defaults: true };
      expect(tableType.toObject(tableType.decode(encodeColumns(samples)), options)).toEqual({
        codes: codes.map(String),
        reals,
        texts: texts.map((text) => `${text}\0`).join(''),
        shape,
      });
    }),
    { numRuns: 100 },
  );
});

test('the column table is what sample.proto says', () => {
  const stepOf = ({ options }: protobuf.Field) => (options?.['(step)'] as number | undefined) ?? 1;
  for (const group of columnGroups) {
    const type = root.lookupType(`hostwire.v1.${groupsType.fields[group.name]!.type}`);
    const { id, options } = groupsType.fields[group.name]!;
    expect([id, options?.['(settable)'] ?? '', options?.['(slow)'] ?? false]).toEqual([
      group.field,
      group.settable,
      group.slow,
    ]);
    const scalars = ['uint64', 'sint64', 'double'];
    const numbers = type.fieldsArray.filter(({ type: scalar }) => scalars.includes(scalar));
    expect(numbers.map((field) => [field.name, field.id, stepOf(field)])).toEqual(
      group.columns.map(({ name, field, step }) => [name, field, step]),
    );
  }
});

test('groups, columns and labels have the order of their numbers', () => {
  const ascends = (numbers: readonly { readonly field: number }[]) =>
    numbers.every(({ field }, i) => i === 0 || field > numbers[i - 1]!.field);
  expect(ascends(columnGroups)).toBe(true);
  for (const { columns, labels } of columnGroups) {
    expect(ascends(columns)).toBe(true);
    expect(ascends(labels)).toBe(true);
  }
});
