/**
 * Holds what ClickHouse has against what the sequence numbers and the clocks say there must be.
 *
 * Two queries answer for all hosts: per epoch, the counts of samples, of distinct keys and of sequence numbers (bitmaps
 * keep that exact: numbers of an epoch are dense, about one bit each); per host and day, whether its samples fill the
 * time. Both come from the projection `audit`, a few rows per host and day. Only an epoch whose counts do not add up is
 * looked at number by number, only days that are not quiet sample by sample. Holes in time are those of `coverage`.
 */
import type { QueryRunner } from '../query-runner.ts';
import { daySql, epochSql, reasonSql, type DayRow, type EpochRow, type ReasonRow } from './audit-rows.ts';
import type { Audit, AuditRequest, EpochAudit, HostCoverage } from './audit.ts';
import { examineEpoch } from './epoch-audit.ts';
import { groupBy } from './group-by.ts';
import { coverHost } from './host-coverage.ts';

export async function readAudit(db: QueryRunner, request: AuditRequest): Promise<Audit> {
  const { host, sinceMs, nowMs } = request;
  const filters = ['1'];
  if (host !== undefined) filters.push('host = {host:String}');
  if (sinceMs !== undefined) filters.push('ts >= fromUnixTimestamp64Milli({since_ms:Int64})');
  const where = filters.join(' AND ');
  const params = { host: host ?? '', since_ms: sinceMs ?? 0, is_all: sinceMs === undefined };
  const rows = await db.query<EpochRow>(epochSql(where), params);
  const allDays = await db.query<DayRow>(daySql(where), params);
  const days = groupBy(
    allDays.filter(({ samples }) => samples > 0),
    (day) => day.host,
  );
  const gapDays = [...new Set(allDays.filter(({ gaps }) => gaps > 0).map(({ day }) => day))];
  const reasons = groupBy(
    gapDays.length === 0 ? [] : await db.query<ReasonRow>(reasonSql(where), { ...params, gap_days: gapDays }),
    keyOf,
  );
  const epochs: EpochAudit[] = [];
  for (const row of rows) epochs.push(await examineEpoch(db, row, reasons.get(keyOf(row)) ?? []));
  const hosts: HostCoverage[] = [];
  const sampled = rows.filter((row) => row.samples > 0);
  for (const [name, ofHost] of groupBy(sampled, (row) => row.host)) {
    hosts.push(
      await coverHost(db, {
        epochs: ofHost,
        days: days.get(name) ?? [],
        sinceMs,
        nowMs,
        schedule: request.schedule(name),
      }),
    );
  }
  return { epochs, hosts };
}

function keyOf({ host, agentId, epochHex }: Pick<EpochRow, 'host' | 'agentId' | 'epochHex'>): string {
  return `${host}/${agentId}/${epochHex}`;
}
