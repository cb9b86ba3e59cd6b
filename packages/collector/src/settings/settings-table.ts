/**
 * What was set for hosts and labels: kept in memory, backed by the database, like the registry. Changes pass one at a
 * time, and each writes its row before memory changes. A write whose answer is lost leaves the table `stale`: it reads
 * everything again before the next change. Every change is in audit_log.
 *
 * Limits: a row per host that exists and per label, of these at most `maxLabels`; a row holds at most every key once.
 */
import { defaultSchedule, type SendingSchedule } from '@hostwire/protocol';
import { HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import {
  readSettings,
  writeAudit,
  writeSettings,
  type AuditRow,
  type Database,
  type SettingsRow,
} from '@hostwire/storage';
import { Mutex } from '../mutex.ts';
import { effectiveSettings, type EffectiveSetting } from './effective-settings.ts';
import { knownSettings, type SettingValue } from './setting-definitions.ts';

const tableLimits = { maxLabels: 1_000 } as const;

export interface SettingsStore {
  readSettings(): Promise<SettingsRow[]>;
  writeSettings(row: SettingsRow): Promise<void>;
  appendAudit(entry: AuditRow): Promise<void>;
}

export function databaseSettingsStore(db: Database): SettingsStore {
  return {
    readSettings: () => readSettings(db),
    writeSettings: (row) => writeSettings(db, row),
    appendAudit: (entry) => writeAudit(db, entry),
  };
}

/** One host, or every host with one label (key=value). */
export interface SettingsScope {
  readonly kind: 'host' | 'label';
  readonly target: string;
}

export interface SettingsChange {
  readonly set: Readonly<Record<string, SettingValue>>;
  readonly reset: readonly string[];
  /** For the audit log. */
  readonly actor: string;
}

/** A row with only the keys and values that this version knows. */
export interface KnownRow extends SettingsRow {
  readonly settings: Readonly<Record<string, SettingValue>>;
}

export const settingsAction = 'settings.change';

/** How the audit log names what a change was made to. */
export function auditObject({ kind, target }: SettingsScope): string {
  return `${kind} ${target}`;
}

export class SettingsTable {
  /** Grows with every change. */
  revision = 0;
  readonly #store: SettingsStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #mutex = new Mutex();
  #hosts = new Map<string, KnownRow>();
  #labels = new Map<string, KnownRow>();
  #stale = true;

  constructor({ store, clock, logger }: { store: SettingsStore; clock: Clock; logger: Logger }) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Reads everything from the store. */
  load(): Promise<void> {
    return this.#mutex.pass(() => this.#read());
  }

  /** Every setting of a host with these labels. */
  effective(host: string, labels: Readonly<Record<string, string>>): EffectiveSetting[] {
    return effectiveSettings([...this.#ownRow(host), ...this.#labelRows(labels)]);
  }

  /** How often a host with these labels samples and sends while nobody looks. */
  schedule(host: string, labels: Readonly<Record<string, string>>): SendingSchedule {
    const rows = [...this.#ownRow(host), ...this.#labelRows(labels)];
    const set = (key: string) => rows.find(({ settings }) => settings[key] !== undefined)?.settings[key];
    return {
      intervalMs: Number(set('interval_ms') ?? defaultSchedule.intervalMs),
      flushMs: Number(set('flush_ms') ?? defaultSchedule.flushMs),
    };
  }

  /** The rows of labels that something is set for, by label. */
  labelRows(): KnownRow[] {
    return [...this.#labels.values()]
      .filter(({ settings }) => Object.keys(settings).length > 0)
      .toSorted((a, b) => (a.target < b.target ? -1 : 1));
  }

  /** Throws LABELS_FULL; the store's error when it could not be written. */
  change(scope: SettingsScope, { set, reset, actor }: SettingsChange): Promise<KnownRow> {
    return this.#mutex.pass(async () => {
      if (this.#stale) await this.#read();
      const before = this.#rowsOf(scope.kind).get(scope.target);
      const kept = Object.entries(before?.settings ?? {}).filter(([key]) => !reset.includes(key));
      const settings: Record<string, SettingValue> = { ...Object.fromEntries(kept), ...set };
      if (before === undefined) this.#requireRoom(scope);
      const now = { changedMs: this.#clock.nowMs(), actor, version: (before?.version ?? 0) + 1 };
      const row: KnownRow = { ...scope, settings, ...now };
      await this.#write(row);
      await this.#audit(row, { set, reset });
      return row;
    });
  }

  /** Nothing is set for the host any more. */
  async forgetHost(host: string, { actor }: { actor: string }): Promise<void> {
    const reset = Object.keys(this.#hosts.get(host)?.settings ?? {});
    if (reset.length > 0) await this.change({ kind: 'host', target: host }, { set: {}, reset, actor });
  }

  async #write(row: KnownRow): Promise<void> {
    try {
      await this.#store.writeSettings(row);
    } catch (error) {
      this.#stale = true; // it may have been written all the same
      throw error;
    }
    this.#remember(row);
  }

  #requireRoom({ kind }: SettingsScope): void {
    if (kind === 'host' || this.#labels.size < tableLimits.maxLabels) return;
    const message = `settings of ${tableLimits.maxLabels} labels are all there can be: use labels that more hosts share`;
    throw new HostwireError('LABELS_FULL', message);
  }

  #ownRow(host: string): KnownRow[] {
    const row = this.#hosts.get(host);
    return row === undefined ? [] : [row];
  }

  #labelRows(labels: Readonly<Record<string, string>>): KnownRow[] {
    if (this.#labels.size === 0) return [];
    return Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .flatMap((label) => this.#labels.get(label) ?? []);
  }

  #rowsOf(kind: SettingsScope['kind']): Map<string, KnownRow> {
    return kind === 'host' ? this.#hosts : this.#labels;
  }

  #remember(row: SettingsRow): void {
    this.#rowsOf(row.kind).set(row.target, { ...row, settings: knownSettings(row.settings) });
    this.revision++;
  }

  async #read(): Promise<void> {
    const rows = await this.#store.readSettings();
    this.#hosts = new Map();
    this.#labels = new Map();
    for (const row of rows) this.#remember(row);
    this.#stale = false;
  }

  /** The change itself is done: a failing audit is logged whole, not turned into a failure of the change. */
  async #audit(row: KnownRow, { set, reset }: Pick<SettingsChange, 'set' | 'reset'>): Promise<void> {
    const detail = [
      ...Object.entries(set).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
      ...reset.filter((key) => set[key] === undefined).map((key) => `${key} reset`),
    ].join(', ');
    const entry = { actor: row.actor, action: settingsAction, object: auditObject(row), detail };
    try {
      await this.#store.appendAudit({ tsMs: row.changedMs, ...entry });
    } catch (error) {
      this.#logger.error(
        { ...entry, err: toError(error) },
        'an entry for the audit log could not be written',
      );
    }
  }
}
