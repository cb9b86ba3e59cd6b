import { encodeFrame, type Frame } from '@hostwire/protocol';
import type { Random } from '../../chaos/random.ts';
import type { Case } from '../case.ts';
import { hostileNumber, hostileText, randomBytes } from '../hostile-values.ts';
import { mutateProtobuf } from '../protobuf.ts';
import { playSession } from '../session-attack.ts';
import { asSentBy, SpoolFrames } from '../spool-frames.ts';
import { ordinaryPace, type Target } from '../target.ts';
import { binaryMessage } from '../web-socket-frames.ts';
import type { World } from '../world.ts';

/** Messages of protobuf: fields lost, doubled, of another type, out of range, nested, by the thousand. */
export function framesTarget({ gatewayPort: port, agents }: World): Target {
  return {
    name: 'frames',
    pace: ordinaryPace,
    generate,
    play: (attack) =>
      playSession({ port, agents }, (agent) =>
        attack.map((message) => binaryMessage(asSentBy(agent, message))),
      ),
  };
}

function generate(random: Random): Case {
  const spool = new SpoolFrames();
  const hello = encodeFrame(spool.hello());
  const first = random.next() < 0.8 ? hello : mutateProtobuf(hello, random);
  const rest = Array.from({ length: random.between(1, 6) }, () => message(spool, random));
  return random.next() < 0.95 ? [first, ...rest] : rest;
}

function message(spool: SpoolFrames, random: Random): Uint8Array {
  if (random.next() < 0.05) return randomBytes(random, 300);
  const bytes = encodeFrame(frameOf(spool, random));
  let changed = bytes;
  for (let count = random.between(0, 2); count > 0; count--) changed = mutateProtobuf(changed, random);
  return changed;
}

function frameOf(spool: SpoolFrames, random: Random): Frame {
  // What no frame can hold comes by mutation.
  const text = () =>
    hostileText(random)
      .replaceAll('\0', ' ')
      .slice(0, 40)
      .replace(/[\ud800-\udbff]$/, '');
  return random.pick<() => Frame>([
    () => spool.batch(),
    () => spool.gap(random.between(1, 3)),
    () => spool.hello(),
    () => ({ type: 'issues', issues: Array.from({ length: random.between(0, 64) }, () => issue(text)) }),
    () => inventory(text, random),
    () => ({ type: 'server_key', nextPin: 'ab'.repeat(32) }),
    () => ({ type: 'upgrade_report', version: text(), state: 'failed', detail: text() }),
    () => ({
      type: 'ack',
      committedSeq: Math.abs(hostileNumber(random)) % 2 ** 53,
      credit: { batches: 1, bytes: 1 },
    }),
    () => ({ type: 'resume', nextSeq: 1 }),
    () => ({ type: 'go_away', reason: 'revoked', retryMinMs: 0, retryMaxMs: 0, detail: text() }),
  ])();
}

function issue(text: () => string) {
  return { group: text(), device: text(), column: text(), code: text(), message: text() };
}

function inventory(text: () => string, random: Random): Frame {
  const number = () => random.between(0, 2 ** 31);
  return {
    type: 'inventory',
    hostname: text(),
    os: text(),
    kernel: text(),
    arch: text(),
    bootId: text(),
    bootedMs: number(),
    cpuModel: text(),
    cpuCores: number(),
    cpuPhysicalCores: number(),
    cpuSockets: number(),
    memoryBytes: number(),
    virtualisation: text(),
    manufacturer: text(),
    model: text(),
    disks: Array.from({ length: random.between(0, 50) }, () => ({
      name: text(),
      model: text(),
      sizeBytes: number(),
      type: text(),
    })),
    interfaces: [{ name: text(), mac: text(), addresses: [text(), text()], speedMbit: number() }],
    gpus: [text()],
    agentVersion: text(),
    nodeVersion: text(),
    cloud: text(),
    container: text(),
  };
}
