import { createHash } from 'node:crypto';
import type { Database } from './database.ts';
import { migrations } from './generated/migrations.ts';
import { StorageError } from './storage-error.ts';
import { fromMs } from './tables/moment.ts';

/** One numbered statement of packages/storage/migrations. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

interface AppliedRow {
  readonly name: string;
  readonly checksum: string;
}

/**
 * Brings the database to the schema of this program: creates it if need be, then applies what is missing, in order.
 * Every statement may run twice, so several programs may do this at the same time, and one that was killed half-way
 * goes on where it was. Throws SCHEMA_NEWER when the database knows migrations that this program does not, and
 * SCHEMA_CHANGED when an applied one reads differently here; then nothing was changed.
 */
export async function migrate(
  db: Database,
  wanted: readonly Migration[] = migrations,
): Promise<{ applied: string[] }> {
  await createIfMissing(db);
  const [first, ...rest] = wanted;
  if (first === undefined) return { applied: [] };
  await db.command(first.sql); // the table of applied migrations itself
  const known = await db.query<AppliedRow>(
    'SELECT name, any(checksum) AS checksum FROM schema_migrations GROUP BY name',
  );
  const pending = pendingMigrations([first, ...rest], known, db.where);
  for (const { name, sql } of pending) {
    if (name !== first.name) await db.command(sql);
    await db.insertRows('schema_migrations', [
      { name, checksum: checksum(sql), applied: fromMs(Date.now()) },
    ]);
  }
  return { applied: pending.map(({ name }) => name) };
}

async function createIfMissing(db: Database): Promise<void> {
  try {
    await db.ping();
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'DATABASE_MISSING') throw error;
    await db.create();
  }
}

function pendingMigrations(
  wanted: readonly Migration[],
  applied: readonly AppliedRow[],
  where: string,
): Migration[] {
  const byName = new Map(wanted.map((migration) => [migration.name, migration]));
  for (const { name, checksum: appliedChecksum } of applied) {
    const migration = byName.get(name);
    if (migration === undefined) {
      const message = `${where}: the schema is newer than this program (it has ${name}); install the Hostwire version that wrote it, or a newer one`;
      throw new StorageError('SCHEMA_NEWER', message);
    }
    if (checksum(migration.sql) !== appliedChecksum) {
      const message = `${where}: migration ${name} was applied with another text than this program has; install the Hostwire version that applied it`;
      throw new StorageError('SCHEMA_CHANGED', message);
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return wanted.filter(({ name }) => !done.has(name));
}

function checksum(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}
