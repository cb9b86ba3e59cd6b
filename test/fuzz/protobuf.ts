/** Protobuf without a schema: a message is taken apart into its fields, one is changed, and it is put together again. */
import type { Random } from '../chaos/random.ts';
import { hostileNumber, hostileText, randomBytes } from './hostile-values.ts';

interface Field {
  readonly number: number;
  /** 0 varint, 1 eight bytes, 2 bytes, 5 four bytes; 3, 4, 6 and 7 are refused by every reader. */
  readonly wireType: number;
  readonly value: Uint8Array;
}

const maxDepth = 4;

/** The message with one field changed at any depth; what is no message comes back with a field at its end. */
export function mutateProtobuf(bytes: Uint8Array, random: Random, depth = 0): Uint8Array {
  const fields = fieldsOf(bytes) ?? [];
  if (fields.length === 0) return Buffer.concat([bytes, writeField(randomField(random))]);
  const at = random.between(0, fields.length - 1);
  const field = fields[at]!;
  const others = (between: readonly Field[]) => [...fields.slice(0, at), ...between, ...fields.slice(at + 1)];
  const choice = random.next();
  if (choice < 0.08) return writeMessage(others([]));
  if (choice < 0.16) return writeMessage(others([field, field]));
  if (choice < 0.22) return writeMessage(random.shuffled(fields));
  if (choice < 0.3) return writeMessage(others([field, randomField(random)]));
  if (choice < 0.34) return writeMessage(others(Array.from({ length: 2_000 }, () => field).slice(0, 20_000)));
  if (choice < 0.4) return writeMessage(others([{ ...field, number: random.between(0, 40) }]));
  if (choice < 0.44) return writeMessage(others([{ ...field, wireType: random.between(0, 7) }]));
  if (field.wireType === 2 && depth < maxDepth && random.next() < 0.7)
    return writeMessage(others([{ ...field, value: mutateProtobuf(field.value, random, depth + 1) }]));
  return writeMessage(others([{ ...field, value: randomValue(field.wireType, random) }]));
}

/** One to three numbers of a packed field become others, or come twice: the message stays sound on the outside. */
export function mutatePackedNumbers(bytes: Uint8Array, random: Random): Uint8Array {
  const fields = fieldsOf(bytes) ?? [];
  const packed = fields.flatMap(({ wireType, value }, at) => {
    const numbers = wireType === 2 ? varintsOf(value) : undefined;
    return numbers === undefined || numbers.length === 0 ? [] : [{ at, numbers }];
  });
  if (packed.length === 0) return mutateProtobuf(bytes, random);
  const { at, numbers } = random.pick(packed);
  for (let count = random.between(1, 3); count > 0; count--) {
    const place = random.between(0, numbers.length - 1);
    const near = Math.max(0, (numbers[place] ?? 0) + random.between(-2, 2));
    const number = random.next() < 0.6 ? near : Math.abs(hostileNumber(random));
    numbers.splice(place, random.next() < 0.85 ? 1 : 0, number);
  }
  const value = Buffer.concat(numbers.map((number) => varint(number)));
  return writeMessage(fields.map((field, position) => (position === at ? { ...field, value } : field)));
}

function varintsOf(bytes: Uint8Array): number[] | undefined {
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const read = readVarint(bytes, at);
    if (read === undefined) return undefined;
    numbers.push(read.value);
    at = read.next;
  }
  return numbers;
}

function randomField(random: Random): Field {
  const wireType = random.pick([0, 0, 1, 2, 2, 5]);
  return { number: random.between(1, 40), wireType, value: randomValue(wireType, random) };
}

function randomValue(wireType: number, random: Random): Uint8Array {
  if (wireType === 0) return varint(Math.abs(hostileNumber(random)), random.next() < 0.1 ? 11 : 0);
  if (wireType === 1) return doubleOf(random.pick([NaN, Infinity, -Infinity, -0, 5e-324, 1.7e308]));
  if (wireType === 5) return randomBytes(random, 4);
  return random.next() < 0.5 ? Buffer.from(hostileText(random)) : randomBytes(random, 80);
}

function doubleOf(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

/** undefined: not a protobuf message. */
function fieldsOf(bytes: Uint8Array): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at);
    if (tag === undefined) return undefined;
    const wireType = tag.value % 8;
    const length = lengthOf(bytes, tag.next, wireType);
    if (length === undefined || length.next + length.value > bytes.length) return undefined;
    const value = bytes.slice(length.next, length.next + length.value);
    fields.push({ number: Math.floor(tag.value / 8), wireType, value });
    at = length.next + length.value;
  }
  return fields;
}

/** How long the value of a field is, and where it begins. */
function lengthOf(
  bytes: Uint8Array,
  at: number,
  wireType: number,
): { value: number; next: number } | undefined {
  if (wireType === 2) return readVarint(bytes, at);
  if (wireType === 1) return { value: 8, next: at };
  if (wireType === 5) return { value: 4, next: at };
  const end = wireType === 0 ? readVarint(bytes, at)?.next : undefined;
  return end === undefined ? undefined : { value: end - at, next: at };
}

function readVarint(bytes: Uint8Array, from: number): { value: number; next: number } | undefined {
  let value = 0;
  for (let at = from; at < bytes.length && at < from + 10; at++) {
    value += (bytes[at]! & 0x7f) * 2 ** (7 * (at - from));
    if (bytes[at]! < 0x80) return { value, next: at + 1 };
  }
  return undefined;
}

export function writeMessage(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.map(writeField));
}

function writeField({ number, wireType, value }: Field): Uint8Array {
  const length = wireType === 2 ? varint(value.length) : new Uint8Array();
  return Buffer.concat([varint(number * 8 + wireType), length, value]);
}

/** `padded`: at least so many bytes, longer than need be. */
export function varint(value: number, padded = 0): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(Math.floor(value / 0x80 ** bytes.length) % 0x80);
  while (bytes.length < padded) {
    bytes[bytes.length - 1]! |= 0x80;
    bytes.push(0);
  }
  return Uint8Array.from(bytes);
}
