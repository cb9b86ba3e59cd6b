/**
 * Backups of the database, made by ClickHouse itself while everything runs (storage/history/backup), one at a time. What changes
 * history otherwise, retention and roll-ups, waits meanwhile (`mutex`), so what a backup lists is what it holds.
 *
 * In the backup folder: `database/`, the only part that the engine may open, and `collector/NAME/`, the keys and users of this
 * collector, which SQL must not reach. A server of its own writes the database alone: to a folder of its host, or to a bucket.
 *
 * One that is under way when the collector or the engine ends leaves a folder without an end; the next start, and the next
 * backup, remove it and write down that it failed.
 */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  errorCode,
  HostwireError,
  toError,
  type Clock,
  type Component,
  type Logger,
} from '@hostwire/runtime';
import {
  baseFor,
  endBackup,
  makeBackup,
  nameOfPlace,
  readBackups,
  type BackupPlace,
  type BackupRequest,
  type BackupRow,
  type Database,
} from '@hostwire/storage';
import type { Mutex } from '../mutex.ts';

/** Names that this makes; nothing else is ever removed. */
const namePattern = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;

export interface BackupsOptions {
  readonly db: Database;
  /** What changes history holds this. */
  readonly mutex: Mutex;
  /** The backup folder; undefined: the server is not ours, and it says itself which folders it may use. */
  readonly folder: string | undefined;
  /** Of the collector's keys and users. */
  readonly keysFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Bucket = Extract<BackupPlace, { readonly kind: 's3' }>;
type WantedPlace = Bucket | { readonly kind: 'path'; readonly path: string };

export interface BackupOrder {
  /** Default: the backup folder. */
  readonly place?: WantedPlace | undefined;
  /** Complete in itself, whatever was saved before. */
  readonly isFull: boolean;
}

export class Backups implements Component {
  readonly #options: BackupsOptions;
  readonly #stopped = new AbortController();
  #running: { readonly name: string; readonly done: Promise<void> } | undefined;

  constructor(options: BackupsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#giveUpUnfinished().catch((error: unknown) =>
      this.#options.logger.warn({ err: toError(error) }, 'unfinished backups could not be looked for'),
    );
  }

  /** A backup that is under way ends with the engine; it is made again by whoever wants it. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running?.done;
  }

  /** Oldest first. Throws StorageError. */
  list(): Promise<BackupRow[]> {
    return readBackups(this.#options.db);
  }

  /**
   * Begins a backup; `list` tells how it goes.
   *
   * @throws HostwireError `BACKUP_RUNNING`, `BACKUP_REFUSED`; StorageError
   */
  async begin({ place: wanted, isFull }: BackupOrder): Promise<{ name: string; base: string }> {
    if (this.#running !== undefined)
      throw new HostwireError(
        'BACKUP_RUNNING',
        `the backup ${this.#running.name} is under way. Wait for its end`,
      );
    const place = this.#placeOf(wanted);
    const name = newName(this.#options.clock.nowMs());
    const base = this.#baseFor(place, isFull);
    const done = base
      .then((known) => this.#make({ place, name, base: known }))
      .catch((error: unknown) => {
        if (!this.#stopped.signal.aborted)
          this.#options.logger.warn({ backup: name, err: toError(error) }, 'the backup failed');
      })
      .finally(() => (this.#running = undefined));
    this.#running = { name, done };
    return { name, base: await base };
  }

  /** Of the backup that is under way. */
  get running(): string | undefined {
    return this.#running?.name;
  }

  async #baseFor(place: BackupPlace, isFull: boolean): Promise<string> {
    await this.#giveUpUnfinished();
    return isFull ? '' : baseFor(await this.list(), place);
  }

  async #make(request: BackupRequest): Promise<void> {
    const { db, mutex, clock, logger } = this.#options;
    const { place, name, base } = request;
    await mutex.pass(async () => {
      const how = {
        signal: this.#stopped.signal,
        nowMs: () => clock.nowMs(),
        alongside: async () => (place.kind === 'folder' ? this.#saveKeys(name) : undefined),
      };
      await makeBackup(db, request, how).catch(async (error: unknown) => {
        if (errorCode(error) === 'BACKUP_FAILED') await this.#remove({ name, place: nameOfPlace(place) });
        throw error;
      });
    });
    logger.info({ backup: name, base }, 'backup finished');
  }

  #placeOf(wanted: BackupOrder['place']): BackupPlace {
    const { folder } = this.#options;
    if (wanted?.kind === 's3') {
      if (folder === undefined) return wanted;
      throw new HostwireError(
        'BACKUP_REFUSED',
        `the embedded ClickHouse (26.7) cannot write backups to a bucket. Save to ${folder}, and copy that folder there`,
      );
    }
    if (folder === undefined) {
      if (wanted !== undefined) return { kind: 'folder', path: wanted.path, prefix: `${wanted.path}/` };
      throw new HostwireError(
        'BACKUP_REFUSED',
        'this ClickHouse server is not ours, so it has no default folder. Name one that its backups.allowed_path allows, or s3://BUCKET/PREFIX',
      );
    }
    if (wanted !== undefined && wanted.path !== folder) {
      throw new HostwireError(
        'BACKUP_REFUSED',
        `ClickHouse may write backups to ${folder} only. For ${wanted.path} start Hostwire with --backup-folder ${wanted.path} (HOSTWIRE_BACKUP_FOLDER)`,
      );
    }
    return { kind: 'folder', path: folder, prefix: '' };
  }

  async #saveKeys(name: string): Promise<void> {
    const { folder, keysFolder } = this.#options;
    if (folder === undefined) return;
    const target = join(folder, 'collector', name);
    await mkdir(target, { recursive: true, mode: 0o700 });
    await cp(keysFolder, target, { recursive: true, preserveTimestamps: true });
  }

  /** What is left of a backup that failed. */
  async #remove({ name, place }: Pick<BackupRow, 'name' | 'place'>): Promise<void> {
    const { folder } = this.#options;
    if (folder === undefined || place !== folder || !namePattern.test(name)) return;
    for (const part of ['database', 'collector'])
      await rm(join(folder, part, name), { recursive: true, force: true });
  }

  /** Of backups that nobody makes any more. */
  async #giveUpUnfinished(): Promise<void> {
    const { db, clock } = this.#options;
    for (const row of await this.list()) {
      if (row.state !== 'started' || row.name === this.#running?.name) continue;
      await this.#remove(row);
      await endBackup(db, row, {
        state: 'failed',
        changedMs: clock.nowMs(),
        error: 'the collector or ClickHouse ended before it was complete',
      });
    }
  }
}

/** `20260131T235959Z-1f2e3d`: sorts by time. */
function newName(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}
