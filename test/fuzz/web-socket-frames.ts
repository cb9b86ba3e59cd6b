import { decodeFrame } from '@hostwire/protocol';

export interface WebSocketFrame {
  readonly final: boolean;
  /** Three bits that only extensions may set. */
  readonly reserved: number;
  /** 1 text, 2 binary, 0 continuation, 8 close, 9 ping, 10 pong; no others exist. */
  readonly opcode: number;
  readonly masked: boolean;
  readonly payload: Uint8Array;
  /** What the header says about the length; default: the truth, as short as it can be written. */
  readonly length?: { readonly bytes: 1 | 2 | 8; readonly value: number };
}

/** As RFC 6455 lays a frame out, whether it may be so or not. The mask is zero: masking changes nothing then. */
export function writeWebSocketFrame(frame: WebSocketFrame): Uint8Array {
  const { final, reserved, opcode, masked, payload } = frame;
  const { bytes, value } = frame.length ?? { bytes: shortest(payload.length), value: payload.length };
  const head = Buffer.alloc(bytes === 1 ? 2 : 2 + bytes);
  head[0] = (final ? 0x80 : 0) | ((reserved & 7) << 4) | (opcode & 15);
  const mark = bytes === 1 ? value & 0x7f : bytes === 2 ? 126 : 127;
  head[1] = (masked ? 0x80 : 0) | mark;
  if (bytes === 2) head.writeUInt16BE(value % 2 ** 16, 2);
  if (bytes === 8) head.writeBigUInt64BE(BigInt.asUintN(64, BigInt(Math.trunc(value))), 2);
  return Buffer.concat([head, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}

/** One whole binary message, as an agent sends it. */
export function binaryMessage(payload: Uint8Array): Uint8Array {
  return writeWebSocketFrame({ final: true, reserved: 0, opcode: 2, masked: true, payload });
}

function shortest(length: number): 1 | 2 | 8 {
  if (length < 126) return 1;
  return length < 65_536 ? 2 : 8;
}

/**
 * What a collector answered on a connection that asked for an upgrade: the status where it is not 101, the frames, their
 * codes and reasons, and how it closed: `welcome nack:malformed close:1008`.
 */
export function describeSession(received: Buffer, isOver: boolean): { words: string; generation?: number } {
  const headEnd = received.indexOf('\r\n\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(received.toString('latin1', 0, 12))?.[1];
  if (status !== '101' || headEnd < 0) return { words: status ?? (isOver ? 'cut' : 'silent') };
  const words = new Set<string>();
  let generation: number | undefined;
  for (const { opcode, payload } of serverFrames(received.subarray(headEnd + 4))) {
    if (opcode === 8) words.add(`close:${payload.length >= 2 ? payload.readUInt16BE(0) : 'none'}`);
    else if (opcode === 9 || opcode === 10) words.add(opcode === 9 ? 'ping' : 'pong');
    else {
      const frame = decodeFrame(payload);
      if (frame.type === 'welcome') generation = frame.generation;
      words.add(wordOf(frame));
    }
  }
  if (isOver) words.add('over');
  return { words: [...words].join(' ') || 'silent', ...(generation === undefined ? {} : { generation }) };
}

function wordOf(frame: ReturnType<typeof decodeFrame>): string {
  if (frame.type === 'nack') return `nack:${frame.code}`;
  if (frame.type === 'go_away')
    return `go_away:${frame.reason}:${frame.detail.replaceAll(/[^a-z ]+/gi, '#').slice(0, 60)}`;
  return frame.type;
}

function* serverFrames(bytes: Buffer): Generator<{ opcode: number; payload: Buffer }> {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const mark = bytes[at + 1]! & 0x7f;
    const head = mark === 126 ? 4 : mark === 127 ? 10 : 2;
    if (at + head > bytes.length) return;
    const length =
      mark === 126 ? bytes.readUInt16BE(at + 2) : mark === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : mark;
    if (at + head + length > bytes.length) return;
    yield { opcode: bytes[at]! & 15, payload: bytes.subarray(at + head, at + head + length) };
    at += head + length;
  }
}
