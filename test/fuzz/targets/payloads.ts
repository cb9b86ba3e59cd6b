import { encodeFrame, packPayload, utcDay, type Batch, type PackedPayload } from '@hostwire/protocol';
import { deflateRawSync } from 'node:zlib';
import type { Random } from '../../chaos/random.ts';
import { caseOf, textAt, type Case } from '../case.ts';
import { hostileNumber, randomBytes } from '../hostile-values.ts';
import { mutate } from '../mutate.ts';
import { mutatePackedNumbers, mutateProtobuf, varint, writeMessage } from '../protobuf.ts';
import { playSession } from '../session-attack.ts';
import { asSentBy, honestTable, SpoolFrames } from '../spool-frames.ts';
import { ordinaryPace, type Target } from '../target.ts';
import { binaryMessage } from '../web-socket-frames.ts';
import type { World } from '../world.ts';

/** How the second message of a case becomes a payload, and what the batch says about it. */
interface Packing {
  /** `table`: compressed as agents do; `raw`: it stands there as it is. */
  readonly as: 'table' | 'raw';
  readonly rawLengthOff: number;
  readonly samples: number;
  readonly daysOff: number;
}

const bombBytes = 8 * 2 ** 20;

/** Batches in order whose payload is not what it should be: columns, codes, compression, lengths, days. */
export function payloadsTarget({ gatewayPort: port, agents }: World): Target {
  return {
    name: 'payloads',
    pace: ordinaryPace,
    generate,
    play: (attack) =>
      playSession({ port, agents }, (agent) => {
        const spool = new SpoolFrames();
        const hello = asSentBy(agent, encodeFrame(spool.hello()));
        const { as, rawLengthOff, samples, daysOff } = packingOf(textAt(attack, 0));
        const packed = packedAs(as, attack[1] ?? new Uint8Array());
        const rawLength = Math.max(0, packed.rawLength + rawLengthOff);
        const day = Math.max(0, utcDay(Date.now()) + daysOff);
        const batch = { ...spool.batch(packed), rawLength, samples, day };
        return [hello, writeBatch(batch), encodeFrame(spool.batch())].map(binaryMessage);
      }),
  };
}

function generate(random: Random): Case {
  const packing: Packing = {
    as: random.next() < 0.85 ? 'table' : 'raw',
    rawLengthOff: random.next() < 0.1 ? hostileNumber(random) : 0,
    samples: random.next() < 0.1 ? Math.abs(hostileNumber(random)) % 2 ** 32 : 3,
    daysOff: random.next() < 0.1 ? random.between(-25_000, 25_000) : 0,
  };
  const { as, rawLengthOff, samples, daysOff } = packing;
  return [...caseOf(`${as} ${rawLengthOff} ${samples} ${daysOff}`), table(random, as)];
}

const tableMutations = [
  mutatePackedNumbers,
  mutatePackedNumbers,
  mutateProtobuf,
  (bytes: Uint8Array, random: Random) => mutate([bytes], random)[0] ?? bytes,
];

function table(random: Random, as: Packing['as']): Uint8Array {
  const honest = honestTable();
  if (as === 'raw' && random.next() < 0.3) return deflateRawSync(new Uint8Array(bombBytes));
  if (as === 'raw') return mutate([packPayload(honest).payload], random)[0] ?? new Uint8Array();
  if (random.next() < 0.05) return randomBytes(random, 500);
  let changed: Uint8Array = honest;
  for (let count = random.between(1, 3); count > 0; count--)
    changed = random.pick(tableMutations)(changed, random);
  return changed;
}

function packingOf(text: string): Packing {
  const [as, ...numbers] = text.split(' ');
  const [rawLengthOff = 0, samples = 3, daysOff = 0] = numbers.map((each) => Math.trunc(Number(each)) || 0);
  return {
    as: as === 'raw' ? 'raw' : 'table',
    rawLengthOff: Math.min(2 ** 31, rawLengthOff),
    samples: Math.min(2 ** 32 - 1, Math.max(0, samples)),
    daysOff: Math.min(2 ** 30, daysOff),
  };
}

/** As encodeFrame writes it, but for what that refuses to write. */
function writeBatch({ seq, day, createdMs, samples, prevHash, rawLength, payload }: Batch): Uint8Array {
  const numbers = { 1: seq, 2: day, 3: createdMs, 4: samples, 7: rawLength };
  const varints = Object.entries(numbers).map(([number, value]) => ({
    number: Number(number),
    wireType: 0,
    value: varint(value),
  }));
  const texts = [
    { number: 5, wireType: 2, value: Buffer.from(prevHash, 'hex') },
    { number: 8, wireType: 2, value: payload },
  ];
  return writeMessage([{ number: 3, wireType: 2, value: writeMessage([...varints, ...texts]) }]);
}

function packedAs(as: Packing['as'], bytes: Uint8Array): PackedPayload {
  return as === 'raw' ? { codec: 'table', rawLength: bytes.length, payload: bytes } : packPayload(bytes);
}
