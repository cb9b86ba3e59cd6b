import { defaultExclude } from '../../sampling/default-exclude.ts';
import { DeviceColumns, maxDevices, type DeviceTable } from '../../sampling/device-columns.ts';
import { NameFilter } from '../../sampling/name-filter.ts';
import type { SampledGroup, Readings } from '../../sampling/sampled-group.ts';
import type { GroupConfiguration } from '../../sampling/source-settings.ts';
import { DeviceFactsCache, interfaceFacts } from '../files/device-facts.ts';
import type { KernelBytes } from '../files/kernel-file.ts';
import { addNumbers, eachMatch, numbersOfLine } from '../files/line-values.ts';
import { textOfLatin1 } from '../files/text.ts';
import { orEmpty, type CrossCheckFiles, type CrossCheckValue, type Seen } from './cross-check.ts';
import type { SampledDefinition } from './definition.ts';

/** 8 fields received, 8 transmitted. */
const width = 16;
const device = new RegExp(`^[ \\t]*([^ \\t\\n:]+):${numbersOfLine(width)}`, 'gm');

/** /proc/net/dev: two lines of headings with bars, then `name: numbers`, with or without a blank after the colon. */
export function parseNetDev(bytes: Buffer, filter: NameFilter): DeviceTable {
  const devices: string[] = [];
  const fields: number[] = [];
  let leftOut = 0;
  eachMatch(device, bytes.toString('latin1'), (match) => {
    const name = textOfLatin1(match[1]!);
    if (!filter.keeps(name)) return;
    if (devices.length === maxDevices) leftOut++;
    else {
      devices.push(name);
      addNumbers(fields, match, 2);
    }
  });
  return { devices, fields: Float64Array.from(fields), leftOut };
}

/** Group `network`, from /proc/net/dev. */
export class NetworkGroup implements SampledGroup {
  readonly name = 'network';
  readonly #file: KernelBytes;
  readonly #facts: DeviceFactsCache | undefined;
  readonly #filter: NameFilter;
  /** Fields that are not here are subsets of errors and drops (fifo, frame, carrier, ...) or unused. */
  readonly #columns = new DeviceColumns({
    group: 'network',
    width,
    fields: [
      { column: 'receive_bytes', field: 0, unit: 1 },
      { column: 'receive_packets', field: 1, unit: 1 },
      { column: 'receive_errors', field: 2, unit: 1 },
      { column: 'receive_drops', field: 3, unit: 1 },
      { column: 'receive_multicast', field: 7, unit: 1 },
      { column: 'transmit_bytes', field: 8, unit: 1 },
      { column: 'transmit_packets', field: 9, unit: 1 },
      { column: 'transmit_errors', field: 10, unit: 1 },
      { column: 'transmit_drops', field: 11, unit: 1 },
    ],
  });

  constructor(file: KernelBytes, facts?: DeviceFactsCache) {
    this.#file = file;
    this.#facts = facts;
    this.#filter = new NameFilter(defaultExclude.interfaces);
  }

  configure({ filters }: Pick<GroupConfiguration, 'filters'>): void {
    this.#filter.set(filters.interfaces ?? {});
  }

  get resets(): number {
    return this.#columns.resets;
  }

  get leftOut(): number {
    return this.#columns.leftOut;
  }

  read(monoMs: number): Readings {
    const table = parseNetDev(this.#file.read(), this.#filter);
    const network = this.#columns.reading(this.#facts?.complete(table, monoMs) ?? table);
    return network === undefined ? {} : { network };
  }

  forget(): void {
    this.#facts?.forget();
    this.#columns.forget();
  }

  close(): void {
    this.#file.close();
  }
}

export const networkGroup: SampledDefinition = {
  create: ({ file, namespaces, sysRoot, uevents }) =>
    new NetworkGroup(
      file(`${namespaces.net}/dev`, 'short'),
      new DeviceFactsCache(interfaceFacts(sysRoot), uevents),
    ),
  whyAbsent: { network: 'no interface is listed in /proc/net/dev, or filters leave out all' },
  crossChecks: (files) => [
    { group: 'network', how: '/sys/class/net/*/statistics', read: async (seen) => statistics(files, seen) },
  ],
};

const statisticsFiles: readonly (readonly [string, readonly string[]])[] = [
  ['receive_bytes', ['rx_bytes']],
  ['receive_packets', ['rx_packets']],
  ['receive_errors', ['rx_errors']],
  ['receive_drops', ['rx_dropped', 'rx_missed_errors']],
  ['receive_multicast', ['multicast']],
  ['transmit_bytes', ['tx_bytes']],
  ['transmit_packets', ['tx_packets']],
  ['transmit_errors', ['tx_errors']],
  ['transmit_drops', ['tx_dropped']],
];

function statistics(files: CrossCheckFiles, seen: Seen): CrossCheckValue[] {
  return seen.devices('network').flatMap((device) =>
    statisticsFiles.map(([column, names]): CrossCheckValue => {
      const texts = names.map((name) => orEmpty(() => files.sys(`class/net/${device}/statistics/${name}`)));
      const value = texts.reduce((sum, text) => sum + (text === '' ? NaN : Number(text)), 0);
      const how = `net/${device}/statistics/${names.join(' + ')}`;
      return { group: 'network', device, columns: [column], kind: 'counter', value, grain: 0, how };
    }),
  );
}
