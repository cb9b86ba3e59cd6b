import { DeviceColumns, maxDevices, type KernelTable } from './device-columns.ts';
import type { KernelBytes } from './kernel-file.ts';
import type { KernelGroup, KernelReadings } from './kernel-group.ts';
import { addNumbers, eachMatch, numbersOfLine } from './line-values.ts';
import { NameFilter, type NameFilterOptions } from './name-filter.ts';

/** 8 fields received, 8 transmitted. */
const width = 16;
const device = new RegExp(`^[ \\t]*([^\\s:]+):${numbersOfLine(width)}`, 'gm');

/**
 * Left out unless asked for, so that adding up the interfaces of a host counts a byte once: loopback; the host's end
 * of a container's or pod's link (veth, Calico's cali, LXC's and Cilium's lxc) and Docker's bridges (docker0, and br-
 * followed by the 12 digits of a network's id), which see what the real interface sees as well; ifb and dummy. Other
 * bridges (br0, br-lan) stay: on a hypervisor or router they carry what nothing else shows.
 */
export const defaultInterfaceExclude: readonly string[] = [
  'lo',
  'veth*',
  'cali*',
  'lxc*',
  'docker0',
  'br-????????????',
  'ifb*',
  'dummy*',
];

/** /proc/net/dev: two lines of headings with bars, then `name: numbers`, with or without a blank after the colon. */
export function parseNetDev(bytes: Buffer, filter: NameFilter): KernelTable {
  const devices: string[] = [];
  const fields: number[] = [];
  let leftOut = 0;
  eachMatch(device, bytes.toString('utf8'), (match) => {
    const name = match[1]!;
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
export class NetworkGroup implements KernelGroup {
  readonly name = 'network';
  readonly #file: KernelBytes;
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

  constructor(file: KernelBytes, filter?: NameFilterOptions) {
    this.#file = file;
    this.#filter = new NameFilter(defaultInterfaceExclude, filter);
  }

  set filter(filter: NameFilterOptions | undefined) {
    this.#filter.set(filter ?? {});
  }

  get resets(): number {
    return this.#columns.resets;
  }

  get leftOut(): number {
    return this.#columns.leftOut;
  }

  read(): KernelReadings {
    const network = this.#columns.reading(parseNetDev(this.#file.read(), this.#filter));
    return network === undefined ? {} : { network };
  }

  forget(): void {
    this.#columns.forget();
  }

  close(): void {
    this.#file.close();
  }
}
