/**
 * The invariants, held against what ClickHouse has and what the oracle knows.
 *
 *   I1  what was acknowledged is there, exactly once, with the same bytes, under the time that the rules name
 *   I2  every row was made by the agent whose it is
 *   I3  the numbers of an epoch are a prefix; what is not samples is a gap that the agent recorded
 *   I4  no number has two contents, and an agent begins a new epoch only by a turn
 *   I5  the collector's memory is bounded
 *   I6  when faults end, everything arrives, and what is new too
 *   I7  after a revocation no row of that agent appears
 *   I8  a roll-up says what its samples say (rolled-up.ts)
 *   gap every second without samples is explained (`hostwire audit`)
 */
import { columnGroup, decodePayload, type Batch, type GroupName } from '@hostwire/protocol';
import type { KnownEpoch, Oracle } from './oracle.ts';
import type { Numbers, StoredNumber } from './stored.ts';

export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'gap';
  readonly detail: string;
}

/** Reasons that stand for batches which once existed: no fault here may cost one. */
const lossReasons: ReadonlySet<string> = new Set(['spool_full', 'spool_damaged', 'database_lost', 'refused']);

export const keyOf = ({ agentId, epoch }: { agentId: string; epoch: string }): string =>
  `${agentId}/${epoch}`;
const label = ({ agent, epoch }: KnownEpoch): string => `${agent.name} epoch ${epoch}`;

export interface Circumstances {
  /** Read before what is stored; the frames of the oracle after it. */
  readonly acked: ReadonlyMap<KnownEpoch, number>;
  /** Per epoch the number up to which it was judged before: what is stored starts behind it. */
  readonly judged: Numbers;
  /** A fault struck that lets go of records which were never synced. */
  readonly mayRewrite: boolean;
  /** ClickHouse lost what it had: it was rolled back to an older state, or a part was broken. */
  readonly hasLost: boolean;
  /** As `AGENT/EPOCH SEQ`; undefined: nobody knows exactly, since it was rolled back. */
  readonly lost: ReadonlySet<string> | undefined;
  /** Per epoch the highest number that ClickHouse was ever seen to have. */
  readonly committed: Numbers;
}

export function judge(
  oracle: Oracle,
  stored: readonly StoredNumber[],
  circumstances: Circumstances,
): Violation[] {
  const violations: Violation[] = [];
  const byEpoch = new Map<string, StoredNumber[]>();
  for (const row of stored) {
    const rows = byEpoch.get(keyOf(row));
    if (rows === undefined) byEpoch.set(keyOf(row), [row]);
    else rows.push(row);
  }
  for (const known of oracle.epochs) {
    const key = keyOf(known);
    const rows = byEpoch.get(key) ?? [];
    byEpoch.delete(key);
    violations.push(...judgeEpoch(known, rows, circumstances));
    if (!circumstances.mayRewrite && known.changed.size > 0)
      violations.push({
        invariant: 'I4',
        detail: `${label(known)}: content changed of ${[...known.changed].join(', ')}`,
      });
  }
  for (const key of byEpoch.keys())
    violations.push({ invariant: 'I2', detail: `rows of ${key}, which no spool ever held` });
  for (const agent of new Set(oracle.epochs.map((known) => known.agent))) {
    const epochs = oracle.epochsOf(agent);
    const anew = epochs.filter((known) => !beganByTurn(known, epochs));
    if (anew.length > 1)
      violations.push({
        invariant: 'I4',
        detail: `${agent.name} began anew: ${anew.map(({ epoch }) => epoch).join(', ')}`,
      });
  }
  return violations;
}

/** Its first number says so; or its agent was killed before that, and its folder is a new one beside that of the former epoch. */
function beganByTurn({ frames, ordinal = 0 }: KnownEpoch, epochs: readonly KnownEpoch[]): boolean {
  const first = frames.get(1)?.frame;
  if (first?.type === 'gap' && first.reason === 'backlog') return true;
  const ordinals = epochs.map((known) => known.ordinal ?? 0);
  return ordinal > Math.min(...ordinals) && ordinals.filter((other) => other === ordinal).length === 1;
}

function judgeEpoch(
  known: KnownEpoch,
  rows: readonly StoredNumber[],
  { acked, judged, hasLost, lost, committed }: Circumstances,
): Violation[] {
  const violations: Violation[] = [];
  const ackedSeq = acked.get(known) ?? 0;
  let last = judged.get(keyOf(known)) ?? 0;
  // A closed epoch that is gone from the disk cannot say what the database lost of it; the collector does, in an hour.
  const isGone = hasLost && known.agent.forgets && known.agent.state()?.spool.epoch !== known.epoch;
  for (const row of rows) {
    const isForgotten = hasLost && known.agent.forgets && row.reason === 'database_lost';
    violations.push(
      ...(isForgotten
        ? judgeForgotten(known, row, { lost, committed })
        : [judgeNumber(known, row) ?? []].flat()),
    );
    const isExplained =
      row.firstSeq === last + 1 || (isGone && isLost(known, [last + 1, row.firstSeq - 1], lost));
    if (!isExplained) {
      const detail = `${label(known)}: ${last} is followed by ${row.firstSeq} to ${row.seq} (${row.kind})`;
      violations.push({ invariant: 'I3', detail });
    }
    last = Math.max(last, row.seq);
  }
  if (ackedSeq > last && !isGone)
    violations.push({
      invariant: 'I1',
      detail: `${label(known)}: acknowledged up to ${ackedSeq}, ClickHouse has ${last}`,
    });
  return violations;
}

/** Whether the database lost all of these numbers, as far as that is known. */
function isLost(
  known: KnownEpoch,
  [first, last]: readonly [number, number],
  lost: ReadonlySet<string> | undefined,
): boolean {
  if (last < first) return false;
  if (lost === undefined) return true;
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return numbers.every((number) => lost.has(`${keyOf(known)} ${number}`));
}

/**
 * A gap `database_lost` holds numbers that were committed, and where it is known what was lost, nothing else. The status
 * file says too late what was acknowledged: an agent without other news writes it every 20 s, and forgets after 8.
 */
function judgeForgotten(
  known: KnownEpoch,
  { firstSeq, seq }: StoredNumber,
  { lost, committed }: Pick<Circumstances, 'lost' | 'committed'>,
): Violation[] {
  const where = `${label(known)}: gap database_lost over ${firstSeq} to ${seq}`;
  const stood = Math.max(known.ackedSeq, committed.get(keyOf(known)) ?? 0);
  const numbers = Array.from({ length: seq - firstSeq + 1 }, (_, i) => firstSeq + i);
  const spared = numbers.filter((number) => !isLost(known, [number, number], lost));
  const details = [
    seq > stood ? [`${where}, of which ClickHouse never had more than ${stood}`] : [],
    spared.length > 0 ? [`${where}, of which ${spared.join(', ')} were not lost`] : [],
  ].flat();
  return details.map((detail) => ({ invariant: 'I3', detail }));
}

function judgeNumber(known: KnownEpoch, row: StoredNumber): Violation | undefined {
  const where = `${label(known)} number ${row.seq}`;
  if (row.rows !== row.indexes || row.hashes > 1 || row.kinds > 1)
    return {
      invariant: 'I1',
      detail: `${where}: ${row.rows} rows, ${row.indexes} keys, ${row.hashes} contents`,
    };
  if (row.misfiled > 0)
    return { invariant: 'I1', detail: `${where}: ${row.misfiled} samples are filed under a wrong time` };
  if (row.kind === 'tombstone' || lossReasons.has(row.reason))
    return {
      invariant: 'I3',
      detail: `${where}: ${row.kind} ${row.reason} of ${row.firstSeq} to ${row.seq}`,
    };
  const frame = known.frames.get(row.seq);
  if (frame === undefined) return { invariant: 'I2', detail: `${where}: the spool never held it` };
  if (frame.hash !== row.hash)
    return { invariant: 'I4', detail: `${where}: ${row.hash} is stored, ${frame.hash} is in the spool` };
  return frame.frame.type === 'batch' ? judgeBytes(where, frame.frame, row) : undefined;
}

function judgeBytes(where: string, batch: Batch, row: StoredNumber): Violation | undefined {
  const expected = JSON.stringify(valuesOf(batch));
  const found = JSON.stringify(row.values);
  if (row.rows === batch.samples && expected === found) return undefined;
  return { invariant: 'I1', detail: `${where}: other values; sent ${expected}, stored ${found}` };
}

/** What `StoredNumber.values` holds of a batch. */
function valuesOf(batch: Batch): (number | null)[][] {
  const columns = decodePayload(batch);
  return Array.from({ length: columns.samples }, (_, i) => [
    columns.tsMs[i]!,
    columns.monoMs[i]!,
    columns.intervalMs[i]!,
    valueOf(columns, { group: 'cpu', column: 'user_ms' }, i),
    valueOf(columns, { group: 'memory', column: 'available_bytes' }, i),
    valueOf(columns, { group: 'network', column: 'receive_bytes' }, i) ?? 0,
  ]);
}

/** Summed over the devices of one sample; null when it is missing. */
function valueOf(
  { groups }: ReturnType<typeof decodePayload>,
  { group, column }: { group: GroupName; column: string },
  sample: number,
): number | null {
  const index = columnGroup(group).columns.findIndex(({ name }) => name === column);
  const found = groups.find(({ name }) => name === group);
  if (found === undefined || index < 0) return null;
  const rows = found.deviceOfRow.length;
  const values = found.values.subarray(index * rows, (index + 1) * rows);
  const first = found.rowsPerSample.subarray(0, sample).reduce((sum, count) => sum + count, 0);
  const own = [...values.subarray(first, first + found.rowsPerSample[sample]!)].filter(
    (v) => !Number.isNaN(v),
  );
  return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0);
}
