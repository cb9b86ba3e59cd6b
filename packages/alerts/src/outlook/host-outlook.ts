/**
 * Where a host stands: when its file systems are full, what is unusual for this hour of the week, and how it differs from
 * hosts with the same label.
 */
import { stringLiteral, type QueryRunner } from '@hostwire/storage';
import { baselineSql, peersSql, type ComparedRow } from '../rules/comparison.ts';
import { forecastPoints, forecastSql, type ForecastRow } from '../rules/forecast.ts';
import type { RuleOf } from '../rules/rule.ts';
import { forecastOf } from '../rules/time-to-full.ts';

interface FilesystemOutlook {
  readonly mount: string;
  readonly usedBytes: number;
  /** At which it is full. */
  readonly limitBytes: number;
  readonly bytesPerHour: number;
  /** null: it does not grow, or nobody can know. */
  readonly hoursToFull: number | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** That the growth was measured over. */
  readonly windowHours: number;
}

/** A value held against others. */
interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly device: string;
  readonly now: number;
  /** Median of what it is held against. */
  readonly usual: number;
  /** Robust standard deviations between them. */
  readonly score: number;
}

interface PeerCompared extends Compared {
  /** `key=value` that the peers have in common. */
  readonly label: string;
}

export interface HostOutlook {
  readonly filesystems: readonly FilesystemOutlook[];
  /** Against the same hours of earlier weeks, the most unusual first. */
  readonly baseline: readonly Compared[];
  /** Against hosts with the same labels, the most unusual first. */
  readonly peers: readonly PeerCompared[];
}

interface ComparedMeasure {
  readonly name: string;
  readonly unit: string;
  readonly view: string;
  readonly value: string;
  readonly device?: string;
}

const measures: readonly ComparedMeasure[] = [
  { name: 'CPU busy', unit: '%', view: 'cpu', value: 'busy_pct' },
  { name: 'CPU pressure', unit: '%', view: 'pressure', value: 'cpu_some_pct' },
  { name: 'I/O pressure', unit: '%', view: 'pressure', value: 'io_some_pct' },
  { name: 'memory used', unit: '%', view: 'memory', value: 'used_pct' },
  { name: 'disk wait', unit: 'ms', view: 'disk', value: 'await_ms', device: 'device' },
  { name: 'received', unit: 'B/s', view: 'network', value: 'receive_bytes_per_s', device: 'interface' },
];

const outlookTimes = {
  /** The shorter sees a new growth, the longer one that goes in steps. */
  forecastWindowsMs: [21_600_000, 3 * 86_400_000],
  comparedMs: 900_000,
  /** Samples are kept for two weeks by default. */
  weeks: 2,
  maxLabels: 3,
} as const;

export interface OutlookRequest {
  readonly host: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly nowMs: number;
}

export async function readHostOutlook(db: QueryRunner, request: OutlookRequest): Promise<HostOutlook> {
  const [filesystems, baseline, peers] = await Promise.all([
    readFilesystems(db, request),
    readBaseline(db, request),
    readPeers(db, request),
  ]);
  return { filesystems, baseline, peers };
}

/** Of the fits over a short and a long time, the one that is surer. */
async function readFilesystems(
  db: QueryRunner,
  { host, nowMs }: OutlookRequest,
): Promise<FilesystemOutlook[]> {
  const found = new Map<string, FilesystemOutlook>();
  for (const window of outlookTimes.forecastWindowsMs) {
    const rule: Parameters<typeof forecastSql>[0] = {
      ...{ view: 'filesystem', device: 'mount', value: 'used_bytes', window },
      ...{ limit: 'used_bytes + available_bytes', where: `read_only = 0 AND host = ${stringLiteral(host)}` },
    };
    for (const row of await db.query<ForecastRow>(forecastSql(rule), { to_ms: nowMs })) {
      const outlook = outlookOf(row, window);
      const before = found.get(row.device);
      if (outlook.confidence > (before?.confidence ?? -1)) found.set(row.device, outlook);
    }
  }
  return [...found.values()].toSorted(
    (a, b) => (a.hoursToFull ?? Infinity) - (b.hoursToFull ?? Infinity) || a.mount.localeCompare(b.mount),
  );
}

function outlookOf(row: ForecastRow, window: number): FilesystemOutlook {
  const { points, stepMs } = forecastPoints({ window }, row);
  const { slope, hours, confidence } = forecastOf(points, { stepMs, limit: row.full_at });
  return {
    mount: row.device,
    usedBytes: row.means.at(-1) ?? 0,
    limitBytes: row.full_at,
    bytesPerHour: slope,
    hoursToFull: hours,
    confidence,
    windowHours: window / 3_600_000,
  };
}

async function readBaseline(db: QueryRunner, { host, nowMs }: OutlookRequest): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const measure of measures) {
    const sql = baselineSql({
      ...terms(measure),
      where: `host = ${stringLiteral(host)}`,
      weeks: outlookTimes.weeks,
    });
    const rows = await db.query<ComparedRow>(sql, { to_ms: nowMs });
    compared.push(...rows.flatMap((row) => comparedOf(measure, row)));
  }
  return compared.toSorted(byScore);
}

async function readPeers(db: QueryRunner, { host, labels, nowMs }: OutlookRequest): Promise<PeerCompared[]> {
  const compared: PeerCompared[] = [];
  for (const [key, value] of Object.entries(labels).slice(0, outlookTimes.maxLabels))
    for (const measure of measures) {
      const rows = await db.query<ComparedRow>(peersSql({ ...terms(measure), label: key }), { to_ms: nowMs });
      const own = rows.filter((row) => row.rule_host === host).flatMap((row) => comparedOf(measure, row));
      compared.push(...own.map((each) => ({ ...each, label: `${key}=${value}` })));
    }
  return compared.toSorted(byScore);
}

function terms({
  view,
  value,
  device,
}: ComparedMeasure): Pick<RuleOf<'baseline'>, 'view' | 'value' | 'device' | 'window' | 'least'> {
  return { view, value, device, window: outlookTimes.comparedMs, least: 0 };
}

function comparedOf({ name, unit }: ComparedMeasure, row: ComparedRow): Compared[] {
  const { rule_device: device, rule_value: score, rule_now: now, rule_usual: usual } = row;
  return score === null ? [] : [{ name, unit, device, now, usual, score }];
}

function byScore(a: Compared, b: Compared): number {
  return Math.abs(b.score) - Math.abs(a.score);
}
