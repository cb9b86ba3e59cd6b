import { encodeFrame } from '@hostwire/protocol';
import type { Random } from '../../chaos/random.ts';
import type { Case } from '../case.ts';
import { hostileNumber, randomBytes } from '../hostile-values.ts';
import { playSession } from '../session-attack.ts';
import { SpoolFrames } from '../spool-frames.ts';
import { ordinaryPace, type Target } from '../target.ts';
import { binaryMessage, writeWebSocketFrame, type WebSocketFrame } from '../web-socket-frames.ts';
import type { World } from '../world.ts';

/** Frames of WebSocket, on a connection whose signature was right. */
export function webSocketTarget({ gatewayPort: port, agents }: World): Target {
  return {
    name: 'web-socket',
    pace: ordinaryPace,
    generate,
    play: (attack) => playSession({ port, agents }, () => attack),
  };
}

function generate(random: Random): Case {
  const frames = Array.from({ length: random.between(1, 8) }, () => frame(random));
  if (random.next() < 0.2) return flood(random);
  return random.next() < 0.5 ? frames : [binaryMessage(encodeFrame(new SpoolFrames().hello())), ...frames];
}

function frame(random: Random): Uint8Array {
  const whole: WebSocketFrame = {
    final: random.next() < 0.8,
    reserved: random.next() < 0.1 ? random.between(1, 7) : 0,
    opcode: random.next() < 0.7 ? random.pick([0, 1, 2, 8, 9, 10]) : random.between(0, 15),
    masked: random.next() < 0.9,
    payload: payload(random),
  };
  if (random.next() < 0.75) return writeWebSocketFrame(whole);
  const length = { bytes: random.pick([1, 2, 8] as const), value: Math.abs(hostileNumber(random)) };
  return writeWebSocketFrame({ ...whole, length });
}

function payload(random: Random): Uint8Array {
  return random.pick([
    () => new Uint8Array(),
    () => randomBytes(random, 200),
    () => encodeFrame(new SpoolFrames().hello()),
    () => Uint8Array.of(random.between(0, 255), random.between(0, 255), 0xff, 0xfe),
    () => new Uint8Array(random.pick([125, 126, 65_535, 65_536, 2 ** 18])),
  ])();
}

/** Many small things, each of which is allowed. */
function flood(random: Random): Case {
  const opcode = random.pick([0, 9, 10, 2]);
  const one = writeWebSocketFrame({
    final: opcode > 2,
    reserved: 0,
    opcode,
    masked: true,
    payload: new Uint8Array(),
  });
  const first = writeWebSocketFrame({
    final: false,
    reserved: 0,
    opcode: 2,
    masked: true,
    payload: Uint8Array.of(1),
  });
  return [first, Buffer.concat(Array.from({ length: random.pick([17, 300, 5_000]) }, () => one))];
}
