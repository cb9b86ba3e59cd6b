import type { AuditRow, SettingsRow } from '@hostwire/storage';
import type { SettingsStore } from '../settings/settings-table.ts';

/** A store of settings in memory. `fail` makes the next write reject, after storing the row. */
export class MemorySettings implements SettingsStore {
  readonly rows = new Map<string, SettingsRow>();
  readonly audit: AuditRow[] = [];
  fail = false;

  async readSettings(): Promise<SettingsRow[]> {
    return [...this.rows.values()];
  }

  async writeSettings(row: SettingsRow): Promise<void> {
    this.rows.set(`${row.kind} ${row.target}`, row);
    const { fail } = this;
    this.fail = false;
    if (fail) throw new Error('the answer was lost');
  }

  async appendAudit(entry: AuditRow): Promise<void> {
    this.audit.push(entry);
  }
}
