import { columnGroups, type ColumnGroup, type GroupColumns, type SampleColumns } from '@hostwire/protocol';
import type { BatchOrigin } from './batch-origin.ts';
import { DeviceColumns } from './native/device-column.ts';
import { HostColumn } from './native/host-column.ts';
import {
  NullableUInt64Column,
  UInt16Column,
  UInt32Column,
  UInt64Column,
  UInt8Column,
  UuidColumn,
} from './native/integer-columns.ts';
import type { NativeColumn } from './native/native-column.ts';
import { TextColumn } from './native/text-column.ts';
import { identityColumns, textsColumn } from './samples-table.ts';

const hostGroups = columnGroups.filter(({ devices }) => !devices);
const deviceGroups = columnGroups.filter(({ devices }) => devices);

/** The samples of a batch with the times they are filed under. */
export interface FiledSamples {
  readonly columns: SampleColumns;
  readonly tsMs: Float64Array;
  /** What the clock said of samples that are flagged, NaN of others; undefined: none is flagged. */
  readonly claimedMs: Float64Array | undefined;
  readonly flagged: Uint8Array | undefined;
}

/** A row without measurements. NaN = no such time. */
export interface MarkRow {
  readonly kind: number;
  readonly ts: number;
  readonly claimedMs: number;
  readonly firstSeq: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: string;
  readonly detail: string;
}

/** The columns of `samples` under construction, in the order of the INSERT. All have the same number of rows. */
export class SampleBlock {
  readonly #identity = {
    agent_id: new UuidColumn(),
    host: new TextColumn(),
    epoch: new UInt64Column(),
    seq: new UInt64Column(),
    idx: new UInt32Column(),
    kind: new UInt8Column(identityColumns.kind),
    batch_hash: new UInt64Column(),
    day: new UInt16Column(identityColumns.day),
    ts: new UInt64Column(identityColumns.ts),
    recv_ts: new UInt64Column(identityColumns.recv_ts),
    ts_flag: new UInt8Column(),
    claimed_ts: new NullableUInt64Column(identityColumns.claimed_ts),
    mono_ms: new UInt64Column(),
    interval_ms: new UInt32Column(),
    gap_first_seq: new UInt64Column(),
    gap_from: new NullableUInt64Column(identityColumns.gap_from),
    gap_to: new NullableUInt64Column(identityColumns.gap_to),
    gap_reason: new TextColumn(),
    gap_detail: new TextColumn(),
  } satisfies Record<keyof typeof identityColumns, NativeColumn>;
  readonly #hostColumns = new Map(hostGroups.map((group) => [group.name, new HostColumn(group)]));
  readonly #deviceColumns = new Map(deviceGroups.map((group) => [group.name, new DeviceColumns(group)]));
  /** By name, in the order of the INSERT. */
  readonly columns: ReadonlyMap<string, NativeColumn>;

  constructor() {
    this.columns = new Map<string, NativeColumn>([
      ...Object.entries(this.#identity),
      ...columnGroups.flatMap((group) => this.#columnsOf(group)),
    ]);
  }

  addSamples(origin: BatchOrigin, { columns, tsMs, claimedMs, flagged }: FiledSamples): void {
    const { samples, monoMs, intervalMs, groups } = columns;
    const identity = this.#identity;
    this.#addOrigin(origin, samples);
    identity.idx.appendRange(samples);
    identity.kind.fill(0, samples);
    identity.ts.append(tsMs);
    if (flagged === undefined) identity.ts_flag.fill(0, samples);
    else identity.ts_flag.append(flagged);
    if (claimedMs === undefined) identity.claimed_ts.fillMissing(samples);
    else identity.claimed_ts.append(claimedMs);
    identity.mono_ms.append(monoMs);
    identity.interval_ms.append(intervalMs);
    identity.gap_first_seq.fill(0, samples);
    identity.gap_from.fillMissing(samples);
    identity.gap_to.fillMissing(samples);
    identity.gap_reason.fill('', samples);
    identity.gap_detail.fill('', samples);
    this.#addReadings(groups, samples);
  }

  addMark(origin: BatchOrigin, row: MarkRow): void {
    const identity = this.#identity;
    this.#addOrigin(origin, 1);
    identity.idx.fill(0, 1);
    identity.kind.fill(row.kind, 1);
    identity.ts.fill(row.ts, 1);
    identity.ts_flag.fill(Number.isNaN(row.claimedMs) ? 0 : 1, 1);
    identity.claimed_ts.fill(row.claimedMs, 1);
    identity.mono_ms.fill(0, 1);
    identity.interval_ms.fill(0, 1);
    identity.gap_first_seq.fill(row.firstSeq, 1);
    identity.gap_from.fill(row.fromMs, 1);
    identity.gap_to.fill(row.toMs, 1);
    identity.gap_reason.fill(row.reason, 1);
    identity.gap_detail.fill(row.detail, 1);
    this.#addReadings([], 1);
  }

  #columnsOf(group: ColumnGroup): [name: string, column: NativeColumn][] {
    const host = this.#hostColumns.get(group.name);
    if (host !== undefined) return [[group.name, host]];
    const { texts, values } = this.#deviceColumns.get(group.name)!;
    return [
      [textsColumn(group), texts],
      [group.name, values],
    ];
  }

  #addOrigin({ agentId, host, epoch, seq, hash, day, recvMs }: BatchOrigin, rows: number): void {
    const identity = this.#identity;
    identity.agent_id.fill(agentId, rows);
    identity.host.fill(host, rows);
    identity.epoch.fillHex(epoch, rows);
    identity.seq.fill(seq, rows);
    if (rows > 0) identity.batch_hash.fillHex(hash, 1);
    if (rows > 1) identity.batch_hash.fill(0, rows - 1);
    identity.day.fill(day, rows);
    identity.recv_ts.fill(recvMs, rows);
  }

  #addReadings(groups: readonly GroupColumns[], samples: number): void {
    for (const [name, column] of this.#hostColumns) {
      const read = groups.find((group) => group.name === name);
      if (read === undefined) column.appendMissing(samples);
      else column.append(read);
    }
    for (const [name, column] of this.#deviceColumns) {
      const read = groups.find((group) => group.name === name);
      if (read === undefined) column.appendEmpty(samples);
      else column.append(read);
    }
  }
}
