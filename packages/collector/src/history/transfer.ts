/** What happens to the database of a collector while no collector works on it: it is filled from a backup, or moved. */
import {
  copyDatabase,
  Database,
  migrate,
  restoreBackup,
  type BackupPlace,
  type CopyProgress,
  type CopyReport,
  type RestoreReport,
} from '@hostwire/storage';
import type { CollectorConfig } from '../config.ts';
import { Databases } from '../databases.ts';

export type { BackupPlace, CopyProgress, CopyReport, RestoreReport } from '@hostwire/storage';

export interface Restoration {
  /** With the address of the database, `clickhouse.url`. */
  readonly config: CollectorConfig;
  readonly place: BackupPlace;
  readonly name: string;
}

/** Replaces the database by what a backup holds, and verifies it. Throws StorageError `BACKUP_FAILED`, `BACKUP_INCOMPLETE`. */
export async function restoreHistory({ config, place, name }: Restoration): Promise<RestoreReport> {
  const databases = new Databases(config, undefined);
  try {
    return await restoreBackup(databases.main, { place, name });
  } finally {
    await databases.close();
  }
}

export interface Move {
  /** Of one end, with the address of its database. */
  readonly config: CollectorConfig;
  /** The other end: http://USER:PASSWORD@HOST:8123 */
  readonly url: string;
  /** As seen from `config`. */
  readonly direction: 'to' | 'from';
  /** Whether nothing writes to the source any more. */
  readonly isFinal: boolean;
  readonly onCopied: (progress: CopyProgress) => void;
}

/** Copies what the target does not have, and compares all of it. Throws StorageError, `COPY_REFUSED` among them. */
export async function copyHistory({ config, url, direction, ...how }: Move): Promise<CopyReport> {
  const own = new Databases(config, undefined);
  const { database } = config.clickhouse;
  const other = new Database({ url, database, application: 'hostwire-collector' });
  try {
    const [from, to] = direction === 'to' ? [own.main, other] : [other, own.main];
    await migrate(to);
    return await copyDatabase({ from, to, ...how });
  } finally {
    await Promise.all([own.close(), other.close()]);
  }
}
