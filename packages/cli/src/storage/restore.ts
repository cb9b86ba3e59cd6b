/**
 * Fills an empty data folder from a backup: the database by an engine that is started for it, then keys and users. Until all is
 * verified the folder is marked as unfinished, so a restore that was killed is begun again, and nothing runs on half of one.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  restoreHistory,
  type BackupPlace,
  type CollectorConfig,
  type RestoreReport,
} from '@hostwire/collector';
import type { Logger } from '@hostwire/runtime';
import { CommandError, exitCode } from '../exit-code.ts';
import { openEmbedded } from './local-database.ts';
import { beginFilling, endFilling, unfinishedCommand } from '../up/unfinished-restore.ts';

/** A backup in its place. */
export interface BackupSource {
  readonly place: BackupPlace;
  readonly name: string;
  /** Of the place. */
  readonly folder: string;
}

/** The backup that a folder names: `DIR`, its newest one; `DIR/database/NAME` or `DIR/NAME`, that one. */
export async function backupInFolder(path: string): Promise<BackupSource> {
  const isOne = existsSync(join(path, '.backup'));
  const named = dirname(path);
  if (isOne) return sourceOf(basename(named) === 'database' ? dirname(named) : named, basename(path));
  if (existsSync(join(named, 'database', basename(path), '.backup'))) return sourceOf(named, basename(path));
  const names = await readdir(join(path, 'database')).catch(() => []);
  const complete = names.filter((name) => existsSync(join(path, 'database', name, '.backup'))).sort();
  const newest = complete.at(-1);
  if (newest === undefined)
    throw new CommandError(
      exitCode.usage,
      `${path} holds no complete backup. Name the folder that "hostwire storage backup" wrote to.`,
    );
  return sourceOf(path, newest);
}

function sourceOf(folder: string, name: string): BackupSource {
  return { place: { kind: 'folder', path: folder, prefix: '' }, name, folder };
}

export interface RestoreOrder {
  readonly source: BackupSource;
  readonly config: CollectorConfig;
  /** As it was typed. */
  readonly command: string;
  readonly logger: Logger;
}

/** Resolves when the folder is complete and verified. Throws StorageError, and CommandError when the folder is in use. */
export async function restoreInto({ source, config, command, logger }: RestoreOrder): Promise<RestoreReport> {
  const { data } = config;
  await requireEmpty(data);
  await mkdir(data, { recursive: true, mode: 0o700 });
  await beginFilling(data, command);
  const { config: connected, close } = await openEmbedded(
    { ...config, backup: { folder: source.folder } },
    logger,
  );
  try {
    const report = await restoreHistory({ ...source, config: connected });
    await cp(join(source.folder, 'collector', source.name), join(data, 'collector'), { recursive: true });
    endFilling(data);
    return report;
  } finally {
    await close();
  }
}

async function requireEmpty(data: string): Promise<void> {
  if (unfinishedCommand(data) !== undefined) return;
  const names = await readdir(data).catch(() => []);
  if (names.length === 0) return;
  throw new CommandError(
    exitCode.usage,
    `${data} is not empty, and a restore replaces nothing. Name another folder with --data, and start Hostwire on that one.`,
  );
}
