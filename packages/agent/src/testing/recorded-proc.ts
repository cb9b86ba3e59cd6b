import { columnGroup, type GroupName, type Reading } from '@hostwire/protocol';
import type { RecordedHost } from '@hostwire/testing/fixtures';
import type { KernelBytes } from '../sources/linux/files/kernel-file.ts';

/** A file of a recorded host that gives its first recording at the first read, and so on. */
export class RecordedFile implements KernelBytes {
  readonly path: string;
  readonly #host: RecordedHost;
  #reads = 0;

  constructor(host: RecordedHost, name: string) {
    this.#host = host;
    this.path = name;
  }

  read(): Buffer {
    this.#reads++;
    return Buffer.from(this.#host.text(`${this.#reads}/${this.path}`));
  }

  close(): void {
    // nothing is open
  }
}

/** Text that a test changes between two reads. */
export class TextFile implements KernelBytes {
  readonly path = 'text';
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): Buffer {
    return Buffer.from(this.text);
  }

  close(): void {
    // nothing is open
  }
}

/** A file that cannot be opened. */
export class MissingFile implements KernelBytes {
  readonly path = 'missing';
  reads = 0;
  readonly #code: string;

  constructor(code: string) {
    this.#code = code;
  }

  read(): Buffer {
    this.reads++;
    throw Object.assign(new Error(`${this.#code}: cannot be opened`), { code: this.#code });
  }

  close(): void {
    // nothing is open
  }
}

type NamedValues = Record<string, Record<string, number | null>>;

/** A reading as the golden files have it: device → column → value, null where it is missing. */
export function named(group: GroupName, { devices, values }: Reading): NamedValues {
  const { columns } = columnGroup(group);
  const value = (at: number) => (Number.isNaN(values[at]) ? null : values[at]!);
  return Object.fromEntries(
    devices.map((device, row) => [
      device,
      Object.fromEntries(columns.map(({ name }, i) => [name, value(row * columns.length + i)])),
    ]),
  );
}

/** A reading as the golden files have it: device → column or label → value. */
export function namedWithLabels(group: GroupName, reading: Reading): Record<string, object> {
  const values = named(group, reading);
  const labels = Object.entries(reading.labels ?? {});
  return Object.fromEntries(
    reading.devices.map((device, i) => [
      device,
      { ...values[device], ...Object.fromEntries(labels.map(([label, texts]) => [label, texts[i]])) },
    ]),
  );
}
