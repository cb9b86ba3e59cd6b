import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DeviceTable } from '../../sampling/device-columns.ts';
import { Schedule } from '../../sampling/schedule.ts';
import type { Uevents } from './uevents.ts';

/**
 * physical: hardware of its own. member: the same, as a part of a bond, a bridge, an array or several paths to one disk.
 * virtual: what it carries is carried by others, too. '': not known. Whoever adds up all but the virtual ones counts each
 * byte once.
 */
type DeviceKind = 'physical' | 'member' | 'virtual' | '';

/** What /sys says about a device beside its counters. */
export interface DeviceFacts {
  /** Another one when the device under this name is another; '' where it is not known. */
  readonly identity: string;
  readonly kind: DeviceKind;
  /** What it is a part of, else what it lies on; '' when it stands alone. */
  readonly parent: string;
}

const unknownFacts: DeviceFacts = { identity: '', kind: '', parent: '' };

/** Bonds and bridges take and give up members without an event for each. */
const refreshMs = 30_000;

/**
 * The facts of the devices of a group, looked up when devices came, went or were renamed, and every 30 s.
 *
 * State: the devices of the last question and their facts.
 */
export class DeviceFactsCache {
  readonly #lookUp: (names: readonly string[]) => readonly DeviceFacts[];
  readonly #uevents: Uevents;
  readonly #refresh = new Schedule({ intervalMs: refreshMs });
  #seqnum: string | undefined;
  #keys: readonly string[] = [];
  #known: Required<Pick<DeviceTable, 'keys' | 'labels'>> = { keys: [], labels: {} };

  constructor(lookUp: (names: readonly string[]) => readonly DeviceFacts[], uevents: Uevents) {
    this.#lookUp = lookUp;
    this.#uevents = uevents;
  }

  /** The table with what tells its devices apart. */
  complete(table: DeviceTable, monoMs: number): DeviceTable {
    const { devices, keys = devices } = table;
    const seqnum = this.#uevents.seqnum(monoMs);
    const isDue = this.#refresh.due(monoMs);
    const isSame = seqnum !== undefined && seqnum === this.#seqnum && !isDue && areSame(keys, this.#keys);
    if (!isSame) {
      this.#seqnum = seqnum;
      this.#keys = keys;
      const facts = this.#lookUp(devices);
      this.#known = {
        keys: keys.map((key, i) => `${key}\0${facts[i]!.identity}`),
        labels: { kind: facts.map(({ kind }) => kind), parent: facts.map(({ parent }) => parent) },
      };
    }
    const { fields, leftOut } = table;
    const { keys: known, labels } = this.#known;
    return { devices, keys: known, labels, fields, leftOut };
  }

  forget(): void {
    this.#seqnum = undefined;
    this.#refresh.forget();
  }
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** ARPHRD_ETHER: not a tunnel, not loopback. */
const ethernet = '1';

/**
 * Of interfaces, from /sys/class/net. In a container none has hardware; there the Ethernet interfaces that stand alone,
 * which lead out of it, stand for it.
 */
export function interfaceFacts(sysRoot: string): (names: readonly string[]) => readonly DeviceFacts[] {
  return (names) => {
    const found = names.map((name) => interfaceAt(join(sysRoot, 'class/net', name)));
    if (found.some(({ kind }) => kind === 'physical' || kind === 'member')) return found;
    return found.map(({ leadsOut, ...facts }) => (leadsOut ? { ...facts, kind: 'physical' } : facts));
  };
}

function interfaceAt(folder: string): DeviceFacts & { readonly leadsOut: boolean } {
  const entries = entriesOf(folder);
  if (entries.length === 0) return { ...unknownFacts, leadsOut: false };
  const master = entries.includes('master') ? linkOf(join(folder, 'master')) : '';
  const lower = entries.find((entry) => entry.startsWith('lower_'))?.slice('lower_'.length) ?? '';
  const hasHardware = entries.includes('device');
  const isAlone = master === '' && lower === '';
  return {
    identity: textAt(join(folder, 'ifindex')),
    kind: !hasHardware ? 'virtual' : master === '' ? 'physical' : 'member',
    parent: master === '' ? lower : master,
    leadsOut: !hasHardware && isAlone && textAt(join(folder, 'type')) === ethernet,
  };
}

/** Without hardware in /sys, and on what others carry all the same: ZFS volumes, DRBD, files and memory. */
const virtualDisk = /^(?:zd|drbd|loop|zram|ram|bcache)\d/;

/** Of disks, from /sys/class/block. */
export function diskFacts(sysRoot: string): (names: readonly string[]) => readonly DeviceFacts[] {
  return (names) => names.map((name) => diskAt(join(sysRoot, 'class/block'), name));
}

function diskAt(block: string, name: string): DeviceFacts {
  const folder = join(block, name.replaceAll('/', '!'));
  const entries = entriesOf(folder);
  if (entries.length === 0) return unknownFacts;
  const [slave] = entriesOf(join(folder, 'slaves'));
  const [holder] = entriesOf(join(folder, 'holders'));
  const identity = entries.includes('diskseq') ? textAt(join(folder, 'diskseq')) : '';
  if (slave !== undefined) return { identity, kind: 'virtual', parent: diskOf(block, slave) };
  if (virtualDisk.test(name)) return { identity, kind: 'virtual', parent: '' };
  return holder === undefined
    ? { identity, kind: 'physical', parent: '' }
    : { identity, kind: 'member', parent: holder };
}

/** The disk that a partition is of; a disk itself. */
function diskOf(block: string, name: string): string {
  const folder = join(block, name);
  if (!entriesOf(folder).includes('partition')) return name;
  try {
    return basename(dirname(realpathSync(folder)));
  } catch {
    return name; // it went meanwhile
  }
}

/** Sorted, so that a part is the same one each time; empty where there is no such folder. */
function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return basename(readlinkSync(path));
  } catch {
    return '';
  }
}
