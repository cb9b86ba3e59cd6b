/** The rules that the values of a frame keep, whoever made it: held before it is sent and after it was received. */
import { protocolLimits } from '../limits.ts';
import { ProtocolError } from '../protocol-error.ts';
import { checkItems, checkText, checkU32, checkU53 } from './field.ts';
import type {
  Batch,
  Credit,
  Frame,
  Gap,
  GoAway,
  Hello,
  Inventory,
  KeyRenewal,
  Issues,
  Settings,
  Welcome,
} from './frame.ts';

const fromOne = { min: 1 };

/** Throws ProtocolError for a value beyond its range or a limit. Identifiers are checked where they turn to bytes. */
export function checkFrame(frame: Frame): void {
  switch (frame.type) {
    case 'hello':
      return checkHello(frame);
    case 'welcome':
      return checkWelcome(frame);
    case 'batch':
      return checkBatch(frame);
    case 'ack':
      checkU53(frame.committedSeq, 'ack.committed_seq');
      return checkCredit(frame.credit);
    case 'nack':
      checkU53(frame.seq, 'nack.seq', fromOne);
      return checkText(frame.detail, 'nack.detail');
    case 'gap':
      return checkGap(frame);
    case 'inventory':
      return checkInventory(frame);
    case 'issues':
      return checkIssues(frame);
    case 'settings':
      return checkSettings(frame.settings);
    case 'go_away':
      return checkGoAway(frame);
    case 'upgrade_report':
      checkText(frame.version, 'upgrade_report.version');
      return checkText(frame.detail, 'upgrade_report.detail');
    case 'resume':
      return checkU53(frame.nextSeq, 'resume.next_seq', fromOne);
    case 'server_key':
      return; // bytes only
    case 'key_renewal':
      return checkKeyRenewal(frame);
  }
}

function checkKeyRenewal({ step, publicKey, oldSignature, newSignature }: KeyRenewal): void {
  const isSigned = oldSignature !== '' && newSignature !== '';
  if ((publicKey === '') !== (step === 'requested') || isSigned !== (step === 'offered'))
    throw new ProtocolError('MALFORMED', `key_renewal: a key or signature too many or too few for ${step}`);
}

function checkHello(frame: Hello): void {
  checkU32(frame.protocol, 'hello.protocol', fromOne);
  checkText(frame.agentVersion, 'hello.agent_version');
  checkU53(frame.firstRetained, 'hello.first_retained');
  checkU53(frame.firstUnacked, 'hello.first_unacked');
  checkU53(frame.lastSeq, 'hello.last_seq');
  checkU32(frame.generation, 'hello.generation');
  checkText(frame.bootId, 'hello.boot_id');
  checkU53(frame.wallMs, 'hello.wall_ms');
  checkU53(frame.monoMs, 'hello.mono_ms');
}

function checkWelcome(frame: Welcome): void {
  checkU53(frame.nextSeq, 'welcome.next_seq', fromOne);
  checkCredit(frame.credit);
  checkU32(frame.maxBatchBytes, 'welcome.max_batch_bytes', fromOne);
  checkU32(frame.maxBatchSamples, 'welcome.max_batch_samples', fromOne);
  checkU53(frame.serverMs, 'welcome.server_ms');
  checkU32(frame.generation, 'welcome.generation');
  checkSettings(frame.settings);
}

function checkCredit({ batches, bytes }: Credit): void {
  checkU32(batches, 'credit.batches');
  checkU32(bytes, 'credit.bytes');
}

function checkBatch(frame: Batch): void {
  const { maxBatchSamples, maxRawBytes } = protocolLimits;
  checkU53(frame.seq, 'batch.seq', fromOne);
  checkU32(frame.day, 'batch.day');
  checkU53(frame.createdMs, 'batch.created_ms');
  checkU32(frame.samples, 'batch.samples', { min: 1, max: maxBatchSamples });
  checkU32(frame.rawLength, 'batch.raw_length', { min: 1, max: maxRawBytes });
}

function checkGap(frame: Gap): void {
  checkU53(frame.firstSeq, 'gap.first_seq', fromOne);
  checkU53(frame.lastSeq, 'gap.last_seq', { min: frame.firstSeq });
  checkU32(frame.day, 'gap.day');
  checkU53(frame.fromMs, 'gap.from_ms');
  checkU53(frame.toMs, 'gap.to_ms');
  checkU53(frame.createdMs, 'gap.created_ms');
}

function checkSettings(settings: Settings): void {
  checkU32(settings.version, 'settings.version');
  checkU32(settings.intervalMs, 'settings.interval_ms', fromOne);
  checkU32(settings.flushMs, 'settings.flush_ms', fromOne);
  checkText(settings.upgradeVersion ?? '', 'settings.upgrade_version');
  const { groups = [], filters = [], numbers = {} } = settings;
  const { maxSettingGroups, maxGlobs } = protocolLimits;
  checkNumbers(numbers);
  checkU32(groups.length, 'settings.groups', { max: maxSettingGroups });
  for (const { group, intervalMs } of groups) {
    checkText(group, 'settings group');
    checkU32(intervalMs, 'settings group.interval_ms');
  }
  checkU32(filters.length, 'settings.filters', { max: maxSettingGroups });
  for (const { subject, include, exclude } of filters) {
    checkText(subject, 'settings filter');
    for (const globs of [include, exclude]) {
      checkU32(globs.length, 'settings filter globs', { max: maxGlobs });
      for (const glob of globs) checkGlob(glob);
    }
  }
}

function checkNumbers(numbers: Readonly<Record<string, number>>): void {
  const entries = Object.entries(numbers);
  checkU32(entries.length, 'settings.numbers', { max: protocolLimits.maxSettingNumbers });
  for (const [key, value] of entries) {
    checkText(key, 'settings number');
    if (!(value >= 0 && value < Infinity))
      throw new ProtocolError('OUT_OF_RANGE', `settings number: ${value}, a finite number from 0 is due`);
  }
}

function checkGlob(glob: string): void {
  checkText(glob, 'settings filter glob');
  checkU32(Buffer.byteLength(glob), 'settings filter glob bytes', { max: protocolLimits.maxGlobBytes });
}

function checkGoAway({ retryMinMs, retryMaxMs, detail }: GoAway): void {
  checkU32(retryMinMs, 'go_away.retry_min_ms');
  checkU32(retryMaxMs, 'go_away.retry_max_ms', { min: retryMinMs });
  checkText(detail, 'go_away.detail');
}

function checkIssues({ issues }: Issues): void {
  checkU32(issues.length, 'issues', { max: protocolLimits.maxIssues });
  for (const { group, device, column, code, message } of issues)
    for (const value of [group, device, column, code, message]) checkText(value, 'issue');
}

const inventoryTexts = [
  'hostname',
  'os',
  'kernel',
  'arch',
  'bootId',
  'cpuModel',
  'virtualisation',
  'manufacturer',
  'model',
  'agentVersion',
  'nodeVersion',
  'cloud',
  'container',
] as const;

function checkInventory(frame: Inventory): void {
  for (const field of inventoryTexts) checkText(frame[field], `inventory.${field}`);
  checkU53(frame.bootedMs, 'inventory.booted_ms');
  checkU32(frame.cpuCores, 'inventory.cpu_cores');
  checkU32(frame.cpuPhysicalCores, 'inventory.cpu_physical_cores');
  checkU32(frame.cpuSockets, 'inventory.cpu_sockets');
  checkU53(frame.memoryBytes, 'inventory.memory_bytes');
  checkItems(frame.disks, 'inventory.disks');
  for (const { name, model, sizeBytes, type } of frame.disks) {
    for (const value of [name, model, type]) checkText(value, 'inventory disk');
    checkU53(sizeBytes, 'inventory disk.size_bytes');
  }
  checkItems(frame.interfaces, 'inventory.interfaces');
  for (const { name, mac, addresses, speedMbit } of frame.interfaces) {
    checkItems(addresses, 'inventory interface.addresses');
    for (const value of [name, mac, ...addresses]) checkText(value, 'inventory interface');
    checkU32(speedMbit, 'inventory interface.speed_mbit');
  }
  checkItems(frame.gpus, 'inventory.gpus');
  for (const gpu of frame.gpus) checkText(gpu, 'inventory.gpu');
}

/** The number that a Nack names for this frame, if it is one that can be refused. */
function refusableSeq(frame: Frame): number | undefined {
  const seq = frame.type === 'batch' ? frame.seq : frame.type === 'gap' ? frame.lastSeq : undefined;
  return seq !== undefined && Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
}

/** The same error with the number of the batch or gap it is about. */
export function withSeq(error: unknown, frame: Frame): unknown {
  const seq = refusableSeq(frame);
  if (!(error instanceof ProtocolError) || seq === undefined) return error;
  return new ProtocolError(error.code, error.message, { cause: error, seq });
}
