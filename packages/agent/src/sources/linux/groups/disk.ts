import { defaultExclude } from '../../sampling/default-exclude.ts';
import {
  DeviceColumns,
  maxDevices,
  type DeviceField,
  type DeviceTable,
} from '../../sampling/device-columns.ts';
import { NameFilter } from '../../sampling/name-filter.ts';
import type { SampledGroup, Readings } from '../../sampling/sampled-group.ts';
import type { GroupConfiguration } from '../../sampling/source-settings.ts';
import { DeviceFactsCache, diskFacts } from '../files/device-facts.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { LastParse } from '../files/last-parse.ts';
import { addNumbers, eachMatch, numbersOfLine } from '../files/line-values.ts';
import { textOfLatin1 } from '../files/text.ts';
import { numbersIn, orEmpty, type CrossCheckFiles, type CrossCheckValue, type Seen } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/** A sector is 512 bytes in /proc/diskstats, whatever the device says. */
const sectorBytes = 512;
/** Fields after the name: 11 since Linux 2.6, with discards 15 (4.18), with flushes 17 (5.5). */
const width = 15;

/** `major minor name numbers`. */
const device = new RegExp(`^( *\\d+ +\\d+ ([^ \\t\\n]+))${numbersOfLine(width)}`, 'gm');

/**
 * /proc/diskstats. Partitions are left out where their whole disk is listed: its counters contain theirs. A partition
 * without a disk (Xen gives a guest `xvda1` alone) is a disk.
 */
export function parseDiskstats(bytes: Buffer, filter: NameFilter): DeviceTable {
  const listed = new Set<string>();
  const devices: string[] = [];
  const keys: string[] = [];
  const fields: number[] = [];
  let leftOut = 0;
  eachMatch(device, bytes.toString('latin1'), (match) => {
    const name = textOfLatin1(match[2]!);
    listed.add(name);
    if (isPartition(name, listed) || !filter.keeps(name)) return;
    if (devices.length === maxDevices) leftOut++;
    else {
      devices.push(name);
      keys.push(match[1]!);
      addNumbers(fields, match, 3);
    }
  });
  return { devices, keys, fields: Float64Array.from(fields), leftOut };
}

/** The kernel lists a disk before its partitions: sda → sda1, nvme0n1 → nvme0n1p1. */
function isPartition(name: string, listed: ReadonlySet<string>): boolean {
  let end = name.length;
  while (end > 0 && isDigit(name, end - 1)) end--;
  if (end === 0 || end === name.length) return false;
  if (name[end - 1] === 'p' && isDigit(name, end - 2)) return listed.has(name.slice(0, end - 1));
  return listed.has(name.slice(0, end));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** Fields that are not here are merges, which no column holds. */
const fields: readonly DeviceField[] = [
  { column: 'read_ops', field: 0, unit: 1 },
  { column: 'read_bytes', field: 2, unit: sectorBytes },
  { column: 'read_ms', field: 3, unit: 1 },
  { column: 'write_ops', field: 4, unit: 1 },
  { column: 'write_bytes', field: 6, unit: sectorBytes },
  { column: 'write_ms', field: 7, unit: 1 },
  { column: 'in_flight_ops', field: 8, unit: 1 },
  { column: 'busy_ms', field: 9, unit: 1 },
  { column: 'weighted_ms', field: 10, unit: 1 },
  { column: 'discard_ops', field: 11, unit: 1 },
  { column: 'discard_bytes', field: 13, unit: sectorBytes },
  { column: 'discard_ms', field: 14, unit: 1 },
];

/** Group `disk`, from /proc/diskstats. */
export class DiskGroup implements SampledGroup {
  readonly name = 'disk';
  readonly #file: KernelBytes;
  readonly #facts: DeviceFactsCache | undefined;
  readonly #filter: NameFilter;
  readonly #table = new LastParse((bytes) => parseDiskstats(bytes, this.#filter));
  readonly #columns = new DeviceColumns({
    group: 'disk',
    width,
    fields,
  });

  /** Without `facts`, major and minor number tell a disk from another of its name. */
  constructor(file: KernelBytes, facts?: DeviceFactsCache) {
    this.#file = file;
    this.#facts = facts;
    this.#filter = new NameFilter(defaultExclude.disks);
  }

  configure({ filters }: Pick<GroupConfiguration, 'filters'>): void {
    this.#filter.set(filters.disks ?? {});
    this.#table.forget();
  }

  get resets(): number {
    return this.#columns.resets;
  }

  get leftOut(): number {
    return this.#columns.leftOut;
  }

  read(monoMs: number): Readings {
    const table = this.#table.of(this.#file.read());
    const disk = this.#columns.reading(this.#facts?.complete(table, monoMs) ?? table);
    return disk === undefined ? {} : { disk };
  }

  forget(): void {
    this.#facts?.forget();
    this.#columns.forget();
  }

  close(): void {
    this.#file.close();
  }
}

export const diskGroup: SampledDefinition = {
  create: ({ file, sysRoot, uevents }) =>
    new DiskGroup(file('diskstats', 'short'), new DeviceFactsCache(diskFacts(sysRoot), uevents)),
  whyAbsent: { disk: 'no disk is listed in /proc/diskstats, or filters leave out all' },
  crossChecks: (files) => [
    { group: 'disk', how: '/sys/class/block/*/stat', read: async (seen) => blockDevices(files, seen) },
  ],
};

/** /sys/class/block/NAME/stat has the same fields in the same order. A level moves too fast to be compared. */
function blockDevices(files: CrossCheckFiles, seen: Seen): CrossCheckValue[] {
  return seen.devices('disk').flatMap((device) => {
    const path = `class/block/${device.replaceAll('/', '!')}/stat`;
    const numbers = numbersIn(orEmpty(() => files.sys(path)));
    const counters = fields.filter(({ column }) => column !== 'in_flight_ops');
    return counters.map(({ column, field, unit }): CrossCheckValue => {
      const value = (numbers[field] ?? NaN) * unit;
      const of = { group: 'disk', device, columns: [column], kind: 'counter', grain: 0 } as const;
      return { ...of, value, how: `block/${device}/stat` };
    });
  });
}
