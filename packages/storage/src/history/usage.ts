import type { QueryRunner } from '../query-runner.ts';

const dayMs = 86_400_000;

/** How fine a table is: raw samples, their roll-ups, or what is kept for ever. */
export type HistoryLevel = 'raw' | 'minutes' | 'hours' | 'kept';

export interface PartitionUsage {
  readonly table: string;
  readonly level: HistoryLevel;
  /** As ClickHouse writes it. */
  readonly partition: string;
  readonly rows: number;
  readonly bytes: number;
  /** The time that its rows are of, ms since 1970; 0 and 0 where it is not parted by time. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface HostUsage {
  readonly host: string;
  readonly samples: number;
  /** Its share of the raw samples, by their number. */
  readonly bytes: number;
}

export interface StorageUsage {
  readonly partitions: readonly PartitionUsage[];
  /** Those with the most first. */
  readonly hosts: readonly HostUsage[];
  /** Days that hold raw samples, `YYYY-MM-DD`, oldest first: in others only the record of what expired is left. */
  readonly rawDays: readonly string[];
  readonly diskBytes: number;
  /** With `replacedBytes`. */
  readonly freeBytes: number;
  /** Of parts that were replaced: they are deleted within minutes, and take their place until then. */
  readonly replacedBytes: number;
}

const partitionSql = `
SELECT table, partition, sum(rows) AS rows, sum(bytes_on_disk) AS bytes
FROM system.parts
WHERE database = currentDatabase() AND active
GROUP BY table, partition
ORDER BY table, partition`;
const diskSql = `
SELECT
  toFloat64(sum(total_space)) AS diskBytes,
  toFloat64((SELECT sum(bytes_on_disk) FROM system.parts WHERE NOT active AND database = currentDatabase())) AS replacedBytes,
  toFloat64(sum(free_space)) + replacedBytes AS freeBytes
FROM system.disks WHERE name = 'default'`;
/** Both are answered from the projection `audit`. */
const hostSql =
  "SELECT host, countIf(kind = 'sample') AS samples FROM samples GROUP BY host HAVING samples > 0 ORDER BY samples DESC";
const daySql = `
SELECT toString(day) AS day FROM (SELECT day, countIf(kind = 'sample') AS samples FROM samples GROUP BY day)
WHERE samples > 0 ORDER BY day`;

export async function readUsage(db: QueryRunner): Promise<StorageUsage> {
  const rows = await db.query<{ table: string; partition: string; rows: number; bytes: number }>(
    partitionSql,
  );
  const [disk] = await db.query<Pick<StorageUsage, 'diskBytes' | 'freeBytes' | 'replacedBytes'>>(diskSql);
  const hosts = await db.query<{ host: string; samples: number }>(hostSql);
  const days = await db.query<{ day: string }>(daySql);
  const partitions = rows.map((row) => {
    const level = levelOf(row.table);
    return { ...row, level, ...timeOf(level, row.partition) };
  });
  const rawBytes = sum(partitions.filter(({ level }) => level === 'raw').map(({ bytes }) => bytes));
  const samples = sum(hosts.map((host) => host.samples));
  return {
    partitions,
    hosts: hosts.map((host) => ({ ...host, bytes: Math.round((rawBytes * host.samples) / samples) })),
    rawDays: days.map(({ day }) => day),
    diskBytes: disk?.diskBytes ?? 0,
    freeBytes: disk?.freeBytes ?? 0,
    replacedBytes: disk?.replacedBytes ?? 0,
  };
}

export function levelOf(table: string): HistoryLevel {
  if (table === 'samples') return 'raw';
  if (/^rollup_\w+_1m$/.test(table)) return 'minutes';
  return /^rollup_\w+_1h$/.test(table) ? 'hours' : 'kept';
}

/** Raw samples are parted by day, minutes by week (its Monday), hours by month (YYYYMM). */
export function timeOf(level: HistoryLevel, partition: string): { fromMs: number; toMs: number } {
  if (level === 'hours') {
    const [year, month] = [Number(partition.slice(0, 4)), Number(partition.slice(4, 6))];
    return { fromMs: Date.UTC(year, month - 1), toMs: Date.UTC(year, month) };
  }
  const fromMs = level === 'kept' ? NaN : Date.parse(`${partition}T00:00:00Z`);
  if (Number.isNaN(fromMs)) return { fromMs: 0, toMs: 0 };
  return { fromMs, toMs: fromMs + (level === 'raw' ? 1 : 7) * dayMs };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
