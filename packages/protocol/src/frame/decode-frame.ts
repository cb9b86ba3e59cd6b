import { hostwire } from '../generated/hostwire.js';
import { bytesToHex } from '../hex.ts';
import { ProtocolError } from '../protocol-error.ts';
import { checkFrame, withSeq } from './check-frame.ts';
import {
  codecName,
  gapReasonName,
  goAwayReasonName,
  keyStepName,
  nackCodeName,
  upgradeStateName,
} from './enums.ts';
import { toNumber } from './field.ts';
import type {
  Ack,
  Batch,
  Credit,
  Frame,
  Gap,
  GoAway,
  Hello,
  HostMarks,
  Inventory,
  KeyRenewal,
  Issues,
  Nack,
  Settings,
  UpgradeReport,
  Welcome,
} from './frame.ts';
import { noMarks } from './no-marks.ts';
import { scanFrame } from './scan-frame.ts';
import { toNumbers } from './setting-numbers.ts';

const { v1 } = hostwire;
const noBytes = new Uint8Array(0);

/**
 * The frame in the bytes of one WebSocket message. Throws ProtocolError, and nothing else, for anything but a valid
 * frame. `Batch.payload` is a view of `bytes`; invalid UTF-8 in a text reads as U+FFFD.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  scanFrame(bytes);
  const frame = toFrame(decodeMessage(bytes));
  try {
    checkFrame(frame);
  } catch (error) {
    throw withSeq(error, frame);
  }
  return frame;
}

function decodeMessage(bytes: Uint8Array): hostwire.v1.Frame {
  try {
    return hostwire.v1.Frame.decode(bytes);
  } catch (cause) {
    throw new ProtocolError('MALFORMED', 'frame: does not decode', { cause });
  }
}

/** The generated decoder makes instances, whose prototypes hold the defaults; its types do not say so. */
function toFrame(message: hostwire.v1.Frame): Frame {
  const { hello, welcome, batch, ack, nack, gap, inventory, settings, goAway, resume } = message;
  const { upgradeReport, serverKey, keyRenewal, issues } = message;
  if (batch instanceof v1.Batch) return toBatch(batch);
  if (ack instanceof v1.Ack) return toAck(ack);
  if (gap instanceof v1.Gap) return toGap(gap);
  if (hello instanceof v1.Hello) return toHello(hello);
  if (welcome instanceof v1.Welcome) return toWelcome(welcome);
  if (inventory instanceof v1.Inventory) return toInventory(inventory);
  if (issues instanceof v1.Issues) return toIssues(issues);
  if (settings instanceof v1.Settings) return { type: 'settings', settings: toSettings(settings) };
  if (resume instanceof v1.Resume) return { type: 'resume', nextSeq: toNumber(resume.nextSeq) };
  if (nack instanceof v1.Nack) return toNack(nack);
  if (goAway instanceof v1.GoAway) return toGoAway(goAway);
  if (upgradeReport instanceof v1.UpgradeReport) return toUpgradeReport(upgradeReport);
  if (serverKey instanceof v1.ServerKey)
    return { type: 'server_key', nextPin: bytesToHex(serverKey.nextPin, 32, 'server_key.next_pin') };
  if (keyRenewal instanceof v1.KeyRenewal) return toKeyRenewal(keyRenewal);
  throw new ProtocolError('UNKNOWN_FRAME', 'frame: none that this version knows');
}

function toKeyRenewal(message: hostwire.v1.KeyRenewal): KeyRenewal {
  return {
    type: 'key_renewal',
    step: keyStepName(message.step),
    publicKey: optionalHex(message.publicKey, 32, 'key_renewal.public_key'),
    oldSignature: optionalHex(message.oldSignature, 64, 'key_renewal.old_signature'),
    newSignature: optionalHex(message.newSignature, 64, 'key_renewal.new_signature'),
  };
}

function toAck(message: hostwire.v1.Ack): Ack {
  return { type: 'ack', committedSeq: toNumber(message.committedSeq), credit: toCredit(message) };
}

function toNack({ seq, code, detail }: hostwire.v1.Nack): Nack {
  return { type: 'nack', seq: toNumber(seq), code: nackCodeName(code), detail };
}

function toGoAway({ reason, retryMinMs, retryMaxMs, detail }: hostwire.v1.GoAway): GoAway {
  return { type: 'go_away', reason: goAwayReasonName(reason), retryMinMs, retryMaxMs, detail };
}

function toUpgradeReport({ version, state, detail }: hostwire.v1.UpgradeReport): UpgradeReport {
  return { type: 'upgrade_report', version, state: upgradeStateName(state), detail };
}

function toHello(message: hostwire.v1.Hello): Hello {
  return {
    type: 'hello',
    protocol: message.protocol,
    agentVersion: message.agentVersion,
    epoch: bytesToHex(message.epoch, 8, 'hello.epoch'),
    firstRetained: toNumber(message.firstRetained),
    firstUnacked: toNumber(message.firstUnacked),
    lastSeq: toNumber(message.lastSeq),
    prevHash: optionalHex(message.prevHash, 8, 'hello.prev_hash'),
    generation: message.generation,
    bootId: message.bootId,
    machineHash: bytesToHex(message.machineHash, 32, 'hello.machine_hash'),
    wallMs: toNumber(message.wallMs),
    monoMs: toNumber(message.monoMs),
    stream: message.history ? 'history' : 'live',
    marks: message.marks ? toMarks(message.marks) : noMarks,
  };
}

function toMarks(message: hostwire.v1.HostMarks.$Properties): HostMarks {
  const { interfaceHash, rootFsHash, productHash } = message;
  return {
    interfaceHash: optionalHex(interfaceHash ?? noBytes, 32, 'hello marks.interface_hash'),
    rootFsHash: optionalHex(rootFsHash ?? noBytes, 32, 'hello marks.root_fs_hash'),
    productHash: optionalHex(productHash ?? noBytes, 32, 'hello marks.product_hash'),
  };
}

function toWelcome(message: hostwire.v1.Welcome): Welcome {
  if (!(message.settings instanceof v1.Settings))
    throw new ProtocolError('MALFORMED', 'welcome.settings: is not there');
  return {
    type: 'welcome',
    nextSeq: toNumber(message.nextSeq),
    credit: toCredit(message),
    maxBatchBytes: message.maxBatchBytes,
    maxBatchSamples: message.maxBatchSamples,
    serverMs: toNumber(message.serverMs),
    generation: message.generation,
    settings: toSettings(message.settings),
    nextPin: optionalHex(message.nextPin, 32, 'welcome.next_pin'),
  };
}

function toCredit(message: { creditBatches: number; creditBytes: number }): Credit {
  return { batches: message.creditBatches, bytes: message.creditBytes };
}

function toBatch(message: hostwire.v1.Batch): Batch {
  return {
    type: 'batch',
    seq: toNumber(message.seq),
    day: message.day,
    createdMs: toNumber(message.createdMs),
    samples: message.samples,
    prevHash: bytesToHex(message.prevHash, 8, 'batch.prev_hash'),
    codec: codecName(message.codec),
    rawLength: message.rawLength,
    payload: message.payload,
  };
}

function toGap(message: hostwire.v1.Gap): Gap {
  return {
    type: 'gap',
    firstSeq: toNumber(message.firstSeq),
    lastSeq: toNumber(message.lastSeq),
    day: message.day,
    fromMs: toNumber(message.fromMs),
    toMs: toNumber(message.toMs),
    reason: gapReasonName(message.reason),
    prevHash: bytesToHex(message.prevHash, 8, 'gap.prev_hash'),
    createdMs: toNumber(message.createdMs),
  };
}

function toSettings(message: hostwire.v1.Settings): Settings {
  const { version, intervalMs, flushMs, upgradeVersion } = message;
  const numbers = toNumbers(message);
  const groups = message.groups.map(({ group, off, intervalMs: own }) => {
    return { group: group ?? '', off: off ?? false, intervalMs: own ?? 0 };
  });
  const filters = message.filters.map(({ subject, include, exclude }) => {
    return { subject: subject ?? '', include: include ?? [], exclude: exclude ?? [] };
  });
  return {
    version,
    intervalMs,
    flushMs,
    ...(groups.length === 0 ? {} : { groups }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(Object.keys(numbers).length === 0 ? {} : { numbers }),
    ...(upgradeVersion === '' ? {} : { upgradeVersion }),
  };
}

function toInventory(message: hostwire.v1.Inventory): Inventory {
  return {
    type: 'inventory',
    hostname: message.hostname,
    os: message.os,
    kernel: message.kernel,
    arch: message.arch,
    bootId: message.bootId,
    bootedMs: toNumber(message.bootedMs),
    cpuModel: message.cpuModel,
    cpuCores: message.cpuCores,
    cpuPhysicalCores: message.cpuPhysicalCores,
    cpuSockets: message.cpuSockets,
    memoryBytes: toNumber(message.memoryBytes),
    virtualisation: message.virtualisation,
    manufacturer: message.manufacturer,
    model: message.model,
    disks: message.disks.map(({ name, model, sizeBytes, type }) => {
      return { name: name ?? '', model: model ?? '', sizeBytes: toNumber(sizeBytes ?? 0), type: type ?? '' };
    }),
    interfaces: message.interfaces.map(({ name, mac, addresses, speedMbit }) => {
      return { name: name ?? '', mac: mac ?? '', addresses: addresses ?? [], speedMbit: speedMbit ?? 0 };
    }),
    gpus: message.gpus,
    agentVersion: message.agentVersion,
    nodeVersion: message.nodeVersion,
    cloud: message.cloud,
    container: message.container,
  };
}

function toIssues(message: hostwire.v1.Issues): Issues {
  const issues = message.issues.map(({ group, device, column, code, message: text }) => {
    return {
      group: group ?? '',
      device: device ?? '',
      column: column ?? '',
      code: code ?? '',
      message: text ?? '',
    };
  });
  return { type: 'issues', issues };
}

/** '' stands for bytes that are not there. */
function optionalHex(bytes: Uint8Array, length: number, where: string): string {
  return bytes.length === 0 ? '' : bytesToHex(bytes, length, where);
}
