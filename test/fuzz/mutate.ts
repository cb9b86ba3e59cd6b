import type { Random } from '../chaos/random.ts';
import type { Case } from './case.ts';
import { hostileNumber, hostileText, randomBytes } from './hostile-values.ts';
import { mutateProtobuf } from './protobuf.ts';

const maxMessages = 64;
const maxMessageBytes = 300_000;

type ByteMutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const byteMutations: readonly ByteMutation[] = [
  (bytes, random) => replaced(bytes, place(bytes, random), Uint8Array.of(random.between(0, 255))),
  (bytes, random) => {
    const at = place(bytes, random);
    return replaced(bytes, at, Uint8Array.of((bytes[at] ?? 0) ^ (1 << random.between(0, 7))));
  },
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  (bytes, random) => inserted(bytes, place(bytes, random), randomBytes(random, 16)),
  (bytes, random) => inserted(bytes, place(bytes, random), Buffer.from(hostileText(random))),
  (bytes, random) => {
    const at = place(bytes, random);
    return inserted(bytes, at, bytes.slice(at, at + random.between(1, 64)));
  },
  (bytes, random) => {
    const at = place(bytes, random);
    return Buffer.concat([bytes.slice(0, at), bytes.slice(at + random.between(1, 32))]);
  },
  (bytes, random) => {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(Math.abs(hostileNumber(random)) % 2 ** 32);
    return replaced(bytes, place(bytes, random), number);
  },
  withNumber,
  mutateProtobuf,
];

/** A neighbour of the case: one to three changes to a message, or to their order. */
export function mutate(attack: Case, random: Random): Case {
  let changed = [...attack];
  for (let changes = random.between(1, 3); changes > 0; changes--) changed = changedOnce(changed, random);
  return changed.slice(0, maxMessages).map((message) => message.slice(0, maxMessageBytes));
}

function changedOnce(attack: readonly Uint8Array[], random: Random): Uint8Array[] {
  const at = random.between(0, Math.max(0, attack.length - 1));
  const before = attack.slice(0, at);
  const after = attack.slice(at + 1);
  const message = attack[at] ?? new Uint8Array();
  const choice = random.next();
  if (choice < 0.06) return [...before, ...after];
  if (choice < 0.12) return [...before, message, message, ...after];
  if (choice < 0.16) return random.shuffled(attack);
  return [...before, random.pick(byteMutations)(message, random), ...after];
}

/** A number written in digits becomes another one. */
function withNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const numbers = [...text.matchAll(/\d+/g)];
  if (numbers.length === 0) return bytes;
  const { index, 0: digits } = random.pick(numbers);
  const number = String(hostileNumber(random));
  return Buffer.from(`${text.slice(0, index)}${number}${text.slice(index + digits.length)}`, 'latin1');
}

function place(bytes: Uint8Array, random: Random): number {
  return random.between(0, Math.max(0, bytes.length - 1));
}

function replaced(bytes: Uint8Array, at: number, by: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.slice(0, at), by, bytes.slice(at + by.length)]);
}

function inserted(bytes: Uint8Array, at: number, what: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.slice(0, at), what, bytes.slice(at)]);
}
