import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import { tables } from '../generated/schema.ts';
import { rollupTables } from '../history/rollup-table.ts';
import { rollupViews } from '../history/rollup-view.ts';
import { StorageError } from '../storage-error.ts';
import { fromMs } from '../tables/moment.ts';
import type { Statement } from '../statement.ts';
import { viewFiles } from '../view-files.ts';
import { inOrder } from './view-order.ts';

/**
 * Tables are applied once, in order. Roll-ups follow from the groups and are applied again when those change, and so are views,
 * in the order of what they read.
 */
export interface Schema {
  readonly tables: readonly Statement[];
  readonly rollups: readonly Statement[];
  readonly views: readonly Statement[];
}

interface Checked extends Statement {
  readonly checksum: string;
}

/**
 * Settings of tables that only newer servers know; a CREATE TABLE that names them is refused by others.
 * auto_statistics_types: nothing reads statistics, and they take a tenth of an INSERT and 124 kB per merged part.
 */
const newerTableSettings = [{ table: 'samples', setting: 'auto_statistics_types', value: "''" }] as const;

/**
 * Brings the database to the schema of this program: creates it if need be, then applies what is missing, in order.
 * Every statement may run twice, so several programs may do this at the same time, and what one that was killed half-way
 * applied is applied once more. Throws SCHEMA_NEWER when the database knows files that this program does not, and
 * SCHEMA_CHANGED when an applied table reads differently here; then nothing was changed.
 */
export async function migrate(
  db: Database,
  schema: Schema = hostwireSchema(),
): Promise<{ applied: string[] }> {
  await createIfMissing(db);
  const [first, ...rest] = schema.tables.map((table) => ({ ...table, checksum: sha256(table.sql) }));
  if (first === undefined) return { applied: [] };
  await db.command(first.sql); // the table of what was applied
  const rows = await db.query<{ name: string; checksum: string }>(
    'SELECT name, argMax(checksum, applied) AS checksum FROM schema_migrations GROUP BY name',
  );
  const known = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const rollups = schema.rollups.map((table) => ({ ...table, checksum: sha256(table.sql) }));
  const wanted = [first, ...rest, ...rollups, ...checkedViews(schema.views)];
  requireCompatible({ known, wanted, where: db.where });
  const pending = wanted.filter(({ name, checksum }) => known.get(name) !== checksum);
  for (const { name, sql, again = sql } of pending) {
    if (name !== first.name) await db.command(known.has(name) ? again : sql);
  }
  if (pending.length > 0) {
    await applyNewerSettings(db);
    const applied = fromMs(Date.now());
    await db.insertRows(
      'schema_migrations',
      pending.map(({ name, checksum }) => ({ name, checksum, applied })),
    );
  }
  return { applied: pending.map(({ name }) => name) };
}

/** All that this program needs. */
export function hostwireSchema(): Schema {
  return { tables, rollups: rollupTables(), views: [...viewFiles, ...rollupViews()] };
}

async function createIfMissing(db: Database): Promise<void> {
  try {
    await db.ping();
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'DATABASE_MISSING') throw error;
    await db.create();
  }
}

/** ClickHouse keeps the columns of a view from when it was made: so one changes with every view that it reads. */
function checkedViews(statements: readonly Statement[]): Checked[] {
  const checksums = new Map<string, string>();
  return inOrder(statements).map(({ name, sql, view, reads }) => {
    const checksum = sha256([sql, ...reads.map((source) => checksums.get(source)!)].join('\n'));
    checksums.set(view, checksum);
    return { name, sql, checksum };
  });
}

function requireCompatible({
  known,
  wanted,
  where,
}: {
  readonly known: ReadonlyMap<string, string>;
  readonly wanted: readonly Checked[];
  readonly where: string;
}): void {
  const byName = new Map(wanted.map((statement) => [statement.name, statement]));
  for (const [name, applied] of known) {
    const statement = byName.get(name);
    if (statement === undefined) {
      const message = `${where}: the schema is newer than this program (it has ${name}); install the Hostwire version that wrote it, or a newer one`;
      throw new StorageError('SCHEMA_NEWER', message);
    }
    if (name.startsWith('tables/') && statement.checksum !== applied) {
      const message = `${where}: ${name} was applied with another text than this program has; install the Hostwire version that applied it`;
      throw new StorageError('SCHEMA_CHANGED', message);
    }
  }
}

async function applyNewerSettings(db: Database): Promise<void> {
  for (const { table, setting, value } of newerTableSettings) {
    const known = await db.query('SELECT 1 FROM system.merge_tree_settings WHERE name = {setting:String}', {
      setting,
    });
    if (known.length > 0) await db.command(`ALTER TABLE ${table} MODIFY SETTING ${setting} = ${value}`);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
