/**
 * Restores a backup into a server that has no such database, and verifies what came: the engine holds every file against its size
 * and checksum, this holds the samples against what the backup's own row lists.
 */
import type { Database } from '../database.ts';
import { StorageError } from '../storage-error.ts';
import { databaseLiteral } from '../sql-literal.ts';
import { operationEnd, startOperation } from './backup.ts';
import { backupLocation, type BackupPlace } from './backup-place.ts';

export interface RestoreRequest {
  readonly name: string;
  readonly place: BackupPlace;
}

export interface RestoreReport {
  readonly hosts: number;
  readonly epochs: number;
  readonly samples: number;
}

/** Epochs with their figures beside what the backup lists. */
const verifySql = `
SELECT
  countIf(s.seq < e.seq OR s.samples < e.samples) AS lacking,
  count() AS epochs,
  sum(e.samples) AS listed
FROM
(
  SELECT agent_id, epoch, seq, samples
  FROM (SELECT arrayJoin(epochs) AS one FROM backups WHERE name = {name:String} AND state = 'started')
  ARRAY JOIN [one.agent_id] AS agent_id, [one.epoch] AS epoch, [one.seq] AS seq, [one.samples] AS samples
) AS e
LEFT JOIN
(
  SELECT agent_id, epoch, max(samples.seq) AS seq, countIf(kind = 'sample') AS samples FROM samples GROUP BY agent_id, epoch
) AS s ON s.agent_id = e.agent_id AND s.epoch = e.epoch
SETTINGS join_use_nulls = 0`;

/**
 * What an earlier attempt left of the database is dropped first.
 *
 * @throws StorageError `BACKUP_FAILED` when it cannot be read; `BACKUP_INCOMPLETE` when less came than it lists
 */
export async function restoreBackup(db: Database, { name, place }: RestoreRequest): Promise<RestoreReport> {
  await db.create();
  await db.command('DROP DATABASE {db:Identifier} SYNC', { db: db.name });
  const sql = `RESTORE DATABASE ${databaseLiteral(db.name)} FROM ${backupLocation(place, name)} ASYNC`;
  await db.create();
  const id = await startOperation(db, sql);
  await operationEnd(db, id);
  await db.requireWritten();
  // Of the server that was saved: an INSERT that was meant for it must not be taken here.
  await db.command('TRUNCATE TABLE IF EXISTS writer_session');
  return verified(db, name);
}

async function verified(db: Database, name: string): Promise<RestoreReport> {
  const [found] = await db.query<{ lacking: number; epochs: number; listed: number }>(verifySql, { name });
  const [row] = await db.query<{ hosts: number; samples: number; isListed: number }>(
    `SELECT uniqExact(host) AS hosts, countIf(kind = 'sample') AS samples,
      (SELECT count() FROM backups WHERE name = {name:String} AND state = 'started') AS isListed FROM samples`,
    { name },
  );
  const { hosts, samples, isListed } = row!;
  const { lacking, epochs, listed } = found!;
  if (isListed === 0 || lacking > 0) {
    throw new StorageError(
      'BACKUP_INCOMPLETE',
      `${db.where}: the backup ${name} lacks samples of ${lacking} of ${epochs} epochs: ${samples} of ${listed} came. Restore another one`,
    );
  }
  return { hosts, epochs, samples };
}
