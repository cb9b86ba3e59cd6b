import { HostwireError } from '@hostwire/runtime';
import { Database, type ReaderOptions } from '@hostwire/storage';
import type { CollectorConfig } from './config.ts';

/** What keeps an embedded ClickHouse from files outside its folder; undefined: it is a server of its own. */
export type Confinement = 'landlock' | 'none' | undefined;

/** The connections of a collector to ClickHouse, by what each of them may do. */
export class Databases {
  /** Reads and writes. */
  readonly main: Database;
  /** For the queries of alert rules: the account that can only read, where there is one. */
  readonly rules: Database;
  /** For what people type. */
  readonly reader: Omit<ReaderOptions, 'application'>;

  /** Throws CONFIG_INVALID without an address. */
  constructor({ clickhouse }: CollectorConfig, confinement: Confinement) {
    const { url, database, user, password } = clickhouse;
    const { readerUser, readerPassword, unconfinedReaders } = clickhouse;
    if (url === undefined) {
      throw new HostwireError(
        'CONFIG_INVALID',
        'clickhouse.url is not set: give the address of a ClickHouse server',
      );
    }
    const { origin, username } = new URL(url);
    const account = username === '' ? { user, password } : {}; // else the address names it
    this.main = new Database({ url, ...account, database, application: 'hostwire-collector' });
    const refused = confinement === 'none' && unconfinedReaders === 'refuse';
    this.reader = { url: origin, user: readerUser, password: readerPassword, database, refused };
    const hasReader = readerPassword !== '' && !refused;
    const readOnly = { url: origin, user: readerUser, password: readerPassword, database };
    this.rules = hasReader ? new Database({ ...readOnly, application: 'hostwire-alerts' }) : this.main;
  }

  async close(): Promise<void> {
    await this.main.close();
    if (this.rules !== this.main) await this.rules.close();
  }
}
