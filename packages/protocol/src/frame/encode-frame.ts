import { hostwire } from '../generated/hostwire.js';
import { hexToBytes } from '../hex.ts';
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { clipText } from '../wire/text.ts';
import { checkFrame } from './check-frame.ts';
import {
  codecNumbers,
  gapReasonNumbers,
  goAwayReasonNumbers,
  keyStepNumbers,
  nackCodeNumbers,
  upgradeStateNumbers,
} from './enums.ts';
import { fromNumbers } from './setting-numbers.ts';
import type {
  Batch,
  Credit,
  Frame,
  Gap,
  Hello,
  HostMarks,
  Inventory,
  KeyRenewal,
  Settings,
  Welcome,
} from './frame.ts';

type FrameMessage = Omit<hostwire.v1.Frame.$Properties, 'frame'>;

/**
 * A frame as the bytes of one WebSocket message. Throws ProtocolError for values that the receiver would refuse.
 * Only `detail`, a text for people, is cut to fit.
 */
export function encodeFrame(frame: Frame): Uint8Array {
  const fitting = 'detail' in frame ? { ...frame, detail: clipText(frame.detail) } : frame;
  checkFrame(fitting);
  const bytes = hostwire.v1.Frame.encode(frameMessage(fitting)).finish();
  const { maxFrameBytes } = protocolLimits;
  if (bytes.length <= maxFrameBytes) return bytes;
  throw new ProtocolError('TOO_LARGE', `${frame.type}: ${bytes.length} bytes, limit ${maxFrameBytes}`);
}

function frameMessage(frame: Frame): FrameMessage {
  switch (frame.type) {
    case 'hello':
      return { hello: hello(frame) };
    case 'welcome':
      return { welcome: welcome(frame) };
    case 'batch':
      return { batch: batch(frame) };
    case 'ack':
      return { ack: { committedSeq: frame.committedSeq, ...credit(frame.credit) } };
    case 'nack':
      return { nack: { seq: frame.seq, code: nackCodeNumbers[frame.code], detail: frame.detail } };
    case 'gap':
      return { gap: gap(frame) };
    case 'inventory':
      return { inventory: inventory(frame) };
    case 'issues':
      return { issues: { issues: frame.issues.map((issue) => ({ ...issue })) } };
    case 'settings':
      return { settings: settings(frame.settings) };
    case 'go_away': {
      const { reason, retryMinMs, retryMaxMs, detail } = frame;
      return { goAway: { reason: goAwayReasonNumbers[reason], retryMinMs, retryMaxMs, detail } };
    }
    case 'upgrade_report': {
      const { version, state, detail } = frame;
      return { upgradeReport: { version, state: upgradeStateNumbers[state], detail } };
    }
    case 'resume':
      return { resume: { nextSeq: frame.nextSeq } };
    case 'server_key':
      return { serverKey: { nextPin: hexToBytes(frame.nextPin, 32, 'server_key.next_pin') } };
    case 'key_renewal':
      return { keyRenewal: keyRenewal(frame) };
  }
}

function keyRenewal(frame: KeyRenewal): hostwire.v1.KeyRenewal.$Properties {
  return {
    step: keyStepNumbers[frame.step],
    publicKey: optionalBytes(frame.publicKey, 32, 'key_renewal.public_key'),
    oldSignature: optionalBytes(frame.oldSignature, 64, 'key_renewal.old_signature'),
    newSignature: optionalBytes(frame.newSignature, 64, 'key_renewal.new_signature'),
  };
}

function hello(frame: Hello): hostwire.v1.Hello.$Properties {
  return {
    ...frame,
    epoch: hexToBytes(frame.epoch, 8, 'hello.epoch'),
    prevHash: optionalBytes(frame.prevHash, 8, 'hello.prev_hash'),
    machineHash: hexToBytes(frame.machineHash, 32, 'hello.machine_hash'),
    history: frame.stream === 'history',
    marks: marks(frame.marks),
  };
}

function marks({ interfaceHash, rootFsHash, productHash }: HostMarks): hostwire.v1.HostMarks.$Properties {
  return {
    interfaceHash: optionalBytes(interfaceHash, 32, 'hello marks.interface_hash'),
    rootFsHash: optionalBytes(rootFsHash, 32, 'hello marks.root_fs_hash'),
    productHash: optionalBytes(productHash, 32, 'hello marks.product_hash'),
  };
}

function welcome(frame: Welcome): hostwire.v1.Welcome.$Properties {
  const nextPin = optionalBytes(frame.nextPin, 32, 'welcome.next_pin');
  return { ...frame, ...credit(frame.credit), settings: settings(frame.settings), nextPin };
}

function credit({ batches, bytes }: Credit): { creditBatches: number; creditBytes: number } {
  return { creditBatches: batches, creditBytes: bytes };
}

function batch(frame: Batch): hostwire.v1.Batch.$Properties {
  return {
    ...frame,
    prevHash: hexToBytes(frame.prevHash, 8, 'batch.prev_hash'),
    codec: codecNumbers[frame.codec],
  };
}

function gap(frame: Gap): hostwire.v1.Gap.$Properties {
  return {
    ...frame,
    prevHash: hexToBytes(frame.prevHash, 8, 'gap.prev_hash'),
    reason: gapReasonNumbers[frame.reason],
  };
}

function settings({
  groups = [],
  filters = [],
  numbers = {},
  ...scalars
}: Settings): hostwire.v1.Settings.$Properties {
  return {
    ...scalars,
    ...fromNumbers(numbers),
    groups: groups.map(({ group, off, intervalMs }) => ({ group, off, intervalMs })),
    filters: filters.map(({ subject, include, exclude }) => {
      return { subject, include: [...include], exclude: [...exclude] };
    }),
  };
}

function inventory(frame: Inventory): hostwire.v1.Inventory.$Properties {
  return {
    ...frame,
    disks: frame.disks.map(({ name, model, sizeBytes, type }) => ({ name, model, sizeBytes, type })),
    interfaces: frame.interfaces.map(({ name, mac, addresses, speedMbit }) => {
      return { name, mac, addresses: [...addresses], speedMbit };
    }),
    gpus: [...frame.gpus],
  };
}

/** '' stands for bytes that are not there. */
function optionalBytes(hex: string, length: number, where: string): Uint8Array {
  return hex === '' ? new Uint8Array(0) : hexToBytes(hex, length, where);
}
