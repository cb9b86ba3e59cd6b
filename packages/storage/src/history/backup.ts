/**
 * Backups by ClickHouse's own BACKUP, while everything runs: of each table the parts of one moment, parts that an earlier backup
 * holds left out (`base`).
 *
 * A backup is `started` (its row lists what is stored, so the backup itself says what must be in it) → `finished`, or `failed`.
 * One that a killed server left behind stays `started` until somebody says that it failed. Samples only grow while retention
 * is held off, so a restored database holds at least what the row lists.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database.ts';
import { StorageError } from '../storage-error.ts';
import { fromMs } from '../tables/moment.ts';
import { databaseLiteral } from '../sql-literal.ts';
import { backupLocation, nameOfPlace, type BackupPlace } from './backup-place.ts';

const pollMs = 200;
/** A chain is restored by opening each of its backups: then a complete one is due. */
const maxIncrements = 30;

export interface BackupRow {
  readonly name: string;
  readonly place: string;
  /** '' = complete in itself. */
  readonly base: string;
  readonly state: 'started' | 'finished' | 'failed';
  readonly startedMs: number;
  readonly changedMs: number;
  readonly bytes: number;
  readonly error: string;
}

export interface BackupRequest {
  readonly name: string;
  readonly place: BackupPlace;
  /** '' = complete in itself. */
  readonly base: string;
}

interface BackupSurroundings {
  /** Aborted: nobody waits any more; the server goes on. */
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
  /** Saves what belongs to the backup and is not in the database. */
  readonly alongside?: () => Promise<void>;
}

interface BackupProgress {
  readonly status: string;
  readonly error: string;
  readonly bytes: number;
}

const listSql = `
SELECT name, any(place) AS place, any(base) AS base, argMax(b.state, b.changed) AS state,
  toUnixTimestamp64Milli(min(b.changed)) AS startedMs, toUnixTimestamp64Milli(max(b.changed)) AS changedMs,
  max(b.bytes) AS bytes, max(b.error) AS error
FROM backups AS b
GROUP BY name
ORDER BY startedMs`;

const startSql = `
INSERT INTO backups (name, place, base, state, changed, epochs)
SELECT {name:String}, {place:String}, {base:String}, 'started', {now:DateTime64(3)},
  (SELECT groupArray((agent_id, epoch, seq, samples)) FROM
    (SELECT agent_id, epoch, max(seq) AS seq, countIf(kind = 'sample') AS samples FROM samples GROUP BY agent_id, epoch))`;

/** Oldest first. */
export function readBackups(db: Database): Promise<BackupRow[]> {
  return db.query<BackupRow>(listSql);
}

/** The backup that the next one in this place may add to; '' when a complete one is due. */
export function baseFor(backups: readonly BackupRow[], place: BackupPlace): string {
  const here = backups.filter((row) => row.state === 'finished' && row.place === nameOfPlace(place));
  const last = here.at(-1);
  if (last === undefined) return '';
  const lastFull = here.findLastIndex(({ base }) => base === '');
  return here.length - 1 - lastFull < maxIncrements ? last.name : '';
}

/**
 * Makes one backup; resolves when it is complete.
 *
 * @throws StorageError `BACKUP_FAILED`, which says why; others when the server cannot be asked
 */
export async function makeBackup(
  db: Database,
  request: BackupRequest,
  { signal, nowMs, alongside }: BackupSurroundings,
): Promise<void> {
  const { name, place, base } = request;
  await db.command(startSql, { name, place: nameOfPlace(place), base, now: fromMs(nowMs()) });
  await db.requireWritten();
  try {
    await alongside?.();
    const onBase = base === '' ? '' : ` SETTINGS base_backup = ${backupLocation(place, base)}`;
    const to = backupLocation(place, name);
    const id = await startOperation(
      db,
      `BACKUP DATABASE ${databaseLiteral(db.name)} TO ${to}${onBase} ASYNC`,
    );
    const { bytes } = await operationEnd(db, id, signal);
    await db.requireWritten();
    await endBackup(db, request, { state: 'finished', changedMs: nowMs(), bytes });
  } catch (error) {
    if (error instanceof StorageError && error.code === 'BACKUP_FAILED')
      await endBackup(db, request, { state: 'failed', changedMs: nowMs(), error: error.message });
    throw error;
  }
}

/** Writes down how a backup ended. */
export async function endBackup(
  db: Database,
  { name, place, base }: Pick<BackupRow, 'name' | 'base'> & { readonly place: BackupPlace | string },
  { state, changedMs, bytes = 0, error = '' }: Partial<BackupRow> & Pick<BackupRow, 'state' | 'changedMs'>,
): Promise<void> {
  const where = typeof place === 'string' ? place : nameOfPlace(place);
  await db.insertRows('backups', [
    { name, place: where, base, state, changed: fromMs(changedMs), bytes, error },
  ]);
}

/** Starts a BACKUP or RESTORE; its id. */
export async function startOperation(db: Database, sql: string): Promise<string> {
  try {
    const [row] = await db.query<{ id: string }>(sql);
    return row!.id;
  } catch (error) {
    throw asBackupError(error);
  }
}

/** Resolves when a BACKUP or RESTORE is done. Throws BACKUP_FAILED; also when the server was started anew and knows nothing of it. */
export async function operationEnd(db: Database, id: string, signal?: AbortSignal): Promise<BackupProgress> {
  for (;;) {
    const [row] = await db.query<BackupProgress>(
      'SELECT toString(status) AS status, error, compressed_size AS bytes FROM system.backups WHERE id = {id:String}',
      { id },
    );
    if (row === undefined)
      throw new StorageError(
        'BACKUP_FAILED',
        `${db.where}: the server was started anew meanwhile. Run it again`,
      );
    if (row.status === 'BACKUP_CREATED' || row.status === 'RESTORED') return row;
    if (/FAILED|CANCELLED/.test(row.status)) throw new StorageError('BACKUP_FAILED', plainText(row.error));
    await delay(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}

function asBackupError(error: unknown): unknown {
  if (!(error instanceof StorageError) || error.serverCode === undefined) return error;
  return new StorageError('BACKUP_FAILED', plainText(error.message), { cause: error });
}

/** Without the engine's stack trace. */
function plainText(message: string): string {
  return message.replace(/,? ?Stack trace[^]*$/, '').trim();
}
