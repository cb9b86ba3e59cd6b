import type { Database } from '../database.ts';
import { fromMs, ms } from './moment.ts';

/** What was set for one host or one label. Written anew, with a higher version, at every change. */
export interface SettingsRow {
  readonly kind: 'host' | 'label';
  /** The host, or the label as key=value. */
  readonly target: string;
  /** By key; what is not here is not set. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly changedMs: number;
  readonly actor: string;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

type StoredRow = Omit<SettingsRow, 'settings'> & { readonly settings: string };

/** The current row of every host and label that something was set for, labels in their order. */
export async function readSettings(db: Database): Promise<SettingsRow[]> {
  const rows = await db.query<StoredRow>(
    `SELECT kind, target, settings, ${ms('changed')} AS changedMs, actor, version
     FROM settings FINAL ORDER BY settings.kind, settings.target`,
  );
  return rows.map((row) => ({ ...row, settings: JSON.parse(row.settings) as Record<string, unknown> }));
}

/** Returns when the row is on disk. */
export async function writeSettings(db: Database, row: SettingsRow): Promise<void> {
  const { kind, target, actor, version } = row;
  await db.insertRows('settings', [
    { kind, target, actor, version, settings: JSON.stringify(row.settings), changed: fromMs(row.changedMs) },
  ]);
}
