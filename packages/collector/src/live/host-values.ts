/**
 * The values of a fleet row from the decoded columns of a batch: what the fleet query (storage/queries/fleet.ts) gives of
 * them once they are committed. A test holds the two equal.
 */
import { columnGroup, type GroupColumns, type GroupName, type SampleColumns } from '@hostwire/protocol';
import { cpuBusyPct } from '@hostwire/storage';

/** Of the newest sample; null = not known. */
export interface HostValues {
  readonly cpuBusyPct: number | null;
  readonly memoryUsedPct: number | null;
  readonly load1: number | null;
  readonly diskBusyPct: number | null;
  readonly receiveBytesPerS: number | null;
  readonly transmitBytesPerS: number | null;
}

/** One row of a group: a value by the name of its column; NaN = missing. */
interface GroupRow {
  readonly device: string;
  /** Of the device; undefined: its agent does not tell. */
  readonly kind: string | undefined;
  readonly read: (column: string) => number;
}

export function newestValues(columns: SampleColumns): HostValues {
  const sample = columns.samples - 1;
  const rowsOf = (name: GroupName) => groupRows(columns, name, sample);
  const intervalOf = (span: string) =>
    orZero(rowsOf('span')[0]?.read(span)) || (columns.intervalMs[sample] ?? 0);
  const [cpu] = rowsOf('cpu');
  const [memory] = rowsOf('memory');
  const [load] = rowsOf('load');
  const disks = rowsOf('disk');
  const links = rowsOf('network');
  const perS = (column: string) => {
    const bytes = links.map((link) => (isCounted(link) ? orZero(link.read(column)) : 0));
    return links.length === 0 ? null : known((1_000 * sum(bytes)) / intervalOf('network_ms'));
  };
  const busyMs = Math.max(...disks.map(({ read }) => orZero(read('busy_ms'))));
  const total = memory?.read('total_bytes') ?? NaN;
  return {
    cpuBusyPct: cpu === undefined ? null : known(cpuBusyPct(cpu.read)),
    memoryUsedPct: known((100 * (total - (memory?.read('available_bytes') ?? NaN))) / total),
    load1: known((load?.read('load1_centi') ?? NaN) / 100),
    diskBusyPct: disks.length === 0 ? null : known((100 * busyMs) / intervalOf('disk_ms')),
    receiveBytesPerS: perS('receive_bytes'),
    transmitBytesPerS: perS('transmit_bytes'),
  };
}

export interface MountUse {
  readonly mount: string;
  readonly usedPct: number;
}

/** The fullest file system of the newest sample that has any; undefined: no sample of the batch has. */
export function fullestFilesystem(columns: SampleColumns): MountUse | null | undefined {
  for (let sample = columns.samples - 1; sample >= 0; sample--) {
    const rows = groupRows(columns, 'filesystem', sample);
    if (rows.length === 0) continue;
    const uses = rows.flatMap(({ device, read }) => {
      const used = read('size_bytes') - read('free_bytes');
      const usedPct = known((100 * used) / (used + read('available_bytes')));
      return usedPct === null || read('read_only') === 1 ? [] : [{ mount: device, usedPct }];
    });
    return uses.reduce<MountUse | null>(
      (most, use) => (use.usedPct > (most?.usedPct ?? -1) ? use : most),
      null,
    );
  }
  return undefined;
}

/** CPU busy of each sample. */
export function cpuBusyOf(columns: SampleColumns): { readonly tsMs: number; readonly pct: number }[] {
  return Array.from(columns.tsMs).flatMap((tsMs, sample) => {
    const [cpu] = groupRows(columns, 'cpu', sample);
    const pct = cpu === undefined ? null : known(cpuBusyPct(cpu.read));
    return pct === null ? [] : [{ tsMs, pct }];
  });
}

function groupRows({ groups }: SampleColumns, name: GroupName, sample: number): GroupRow[] {
  const group = groups.find((one) => one.name === name);
  const count = group?.rowsPerSample[sample] ?? 0;
  if (group === undefined || count === 0) return [];
  const first = sum(Array.from(group.rowsPerSample.subarray(0, sample)));
  return Array.from({ length: count }, (_, i) => rowOf(group, first + i));
}

function rowOf({ name, deviceNames, labels, deviceOfRow, values }: GroupColumns, row: number): GroupRow {
  const { columns } = columnGroup(name);
  const place = deviceOfRow[row]!;
  return {
    device: deviceNames[place] ?? '',
    kind: labels['kind']?.[place],
    read: (column) => {
      const index = columns.findIndex((one) => one.name === column);
      return values[index * deviceOfRow.length + row] ?? NaN;
    },
  };
}

/** What goes through a virtual interface goes through a physical one as well. */
function isCounted({ device, kind }: GroupRow): boolean {
  return device !== 'lo' && kind !== 'virtual';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function orZero(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

/** null for what cannot be computed. */
function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
