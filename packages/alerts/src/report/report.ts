/** What a fleet, or one host, had and did in a range of time. */
import {
  readAlerts,
  readUsageReport,
  type AlertEpisode,
  type FilesystemUse,
  type HostUse,
  type MissingTime,
  type QueryRunner,
  type ReportRange,
} from '@hostwire/storage';

export interface GrowingFilesystem extends FilesystemUse {
  readonly bytesPerDay: number;
  /** At the mean rate of the range; null: it does not grow. */
  readonly daysToFull: number | null;
}

export interface HostCompleteness {
  readonly host: string;
  /** Of the range, or of the time since the host is known. */
  readonly presentPct: number;
  readonly missing: readonly MissingTime[];
}

export interface ReportedAlert {
  readonly rule: string;
  readonly host: string;
  readonly device: string;
  readonly severity: string;
  readonly summary: string;
  readonly sinceMs: number;
  /** null: it still fires. */
  readonly resolvedMs: number | null;
  readonly seconds: number;
}

export interface Report {
  readonly fromMs: number;
  readonly toMs: number;
  /** null: the whole fleet. */
  readonly host: string | null;
  readonly hosts: readonly HostUse[];
  readonly busiest: readonly HostUse[];
  readonly idle: readonly HostUse[];
  readonly growing: readonly GrowingFilesystem[];
  readonly fullest: readonly GrowingFilesystem[];
  readonly alerts: readonly ReportedAlert[];
  readonly completeness: readonly HostCompleteness[];
}

const reportLimits = {
  ranked: 10,
  alerts: 200,
  /** Growth over less time says nothing. */
  leastHours: 1,
  leastGrowthBytes: 1_000_000,
  idleCpuPct: 3,
  idleCpuHighPct: 10,
} as const;

export interface ReportRequest extends ReportRange {
  /** When each host was enrolled: before that nothing can be missing. */
  readonly enrolledMs: ReadonlyMap<string, number>;
}

/** Throws StorageError. */
export async function readReport(db: QueryRunner, request: ReportRequest): Promise<Report> {
  const { fromMs, toMs, host } = request;
  const { hosts, filesystems, missing } = await readUsageReport(db, request);
  const episodes = await readAlerts(db, { limit: reportLimits.alerts, sinceMs: fromMs, host });
  const disks = filesystems.map(growthOf);
  const { ranked, idleCpuPct, idleCpuHighPct } = reportLimits;
  return {
    ...{ fromMs, toMs, host: host ?? null, hosts },
    busiest: hosts.toSorted((a, b) => (b.cpuPct ?? 0) - (a.cpuPct ?? 0)).slice(0, ranked),
    idle: hosts
      .filter(
        ({ cpuPct, cpuHighPct }) =>
          cpuPct !== null && cpuPct < idleCpuPct && (cpuHighPct ?? 0) < idleCpuHighPct,
      )
      .slice(0, ranked),
    growing: disks
      .filter(({ daysToFull }) => daysToFull !== null)
      .toSorted((a, b) => (a.daysToFull ?? 0) - (b.daysToFull ?? 0))
      .slice(0, ranked),
    fullest: disks
      .toSorted((a, b) => b.lastBytes / b.limitBytes - a.lastBytes / a.limitBytes)
      .slice(0, ranked),
    alerts: episodes.flatMap((episode) => reportedAlert(episode, toMs)),
    completeness: hosts.map((use) => completenessOf(use, { missing, request })),
  };
}

function growthOf(use: FilesystemUse): GrowingFilesystem {
  const grown = use.lastBytes - use.firstBytes;
  const isKnown = use.hours >= reportLimits.leastHours && grown >= reportLimits.leastGrowthBytes;
  const bytesPerDay = isKnown ? (24 * grown) / use.hours : 0;
  const daysToFull = isKnown ? Math.max(0, use.limitBytes - use.lastBytes) / bytesPerDay : null;
  return { ...use, bytesPerDay, daysToFull };
}

function completenessOf(
  { host, seconds }: HostUse,
  { missing, request }: { missing: readonly MissingTime[]; request: ReportRequest },
): HostCompleteness {
  const fromMs = Math.max(request.fromMs, request.enrolledMs.get(host) ?? 0);
  const dueSeconds = Math.max(1, (request.toMs - fromMs) / 1000);
  return {
    host,
    presentPct: Math.min(100, (100 * seconds) / dueSeconds),
    missing: missing.filter((each) => each.host === host),
  };
}

function reportedAlert(episode: AlertEpisode, toMs: number): ReportedAlert[] {
  const { rule, host, device, severity, summary, sinceMs, resolvedMs, firedMs } = episode;
  if (firedMs === null || sinceMs >= toMs) return [];
  const seconds = ((resolvedMs ?? toMs) - sinceMs) / 1000;
  return [{ rule, host, device, severity, summary, sinceMs, resolvedMs, seconds }];
}
