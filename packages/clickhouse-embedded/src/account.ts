import { EmbeddedClickHouseError } from './errors.ts';

/** A user that logs in over HTTP and TCP with a generated password. */
export interface Account {
  /** Letters, digits and `_`, not starting with a digit; `default` is the server's own. */
  readonly name: string;
  /**
   * `write`: everything inside its database, creating that database included.
   * `read`: SELECT only, with limits on time, memory, result size and concurrency that the client cannot raise.
   */
  readonly access: 'write' | 'read';
  /** The database it is confined to. A `*` at the end means every database whose name starts so. */
  readonly database: string;
  /** Tables of that database which a `read` account does not see. Not where `database` ends in a `*`. */
  readonly except?: readonly string[];
}

/** At least one: without any nobody could log in. */
export type Accounts = readonly [Account, ...Account[]];

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const databasePattern = /^[A-Za-z_][A-Za-z0-9_]{0,62}\*?$/;
const reservedNames: ReadonlySet<string> = new Set(['default']);
const reservedDatabases = ['default', 'system', 'information_schema', 'INFORMATION_SCHEMA', '_local'];

/** Names become XML tags and SQL identifiers, so they are checked here once instead of quoted everywhere. */
export function requireValidAccounts(accounts: readonly Account[]): Accounts {
  const [first, ...others] = accounts;
  if (first === undefined) throw invalid('accounts is empty: name at least one, or nobody could log in');
  const seen = new Set<string>();
  for (const { name, database, except = [] } of accounts) {
    if (!namePattern.test(name) || reservedNames.has(name)) {
      throw invalid(`account name ${JSON.stringify(name)}: use letters, digits and "_", and not "default"`);
    }
    if (seen.has(name)) throw invalid(`account name ${JSON.stringify(name)} occurs twice`);
    seen.add(name);
    if (!except.every((table) => namePattern.test(table)) || (except.length > 0 && database.endsWith('*'))) {
      throw invalid(`account "${name}": name the tables of one database that it does not see, or none`);
    }
    if (!databasePattern.test(database) || reservedDatabases.some((reserved) => covers(database, reserved))) {
      throw invalid(
        `database ${JSON.stringify(database)} of account "${name}": use letters, digits and "_", with or without a ` +
          'final "*", and none of the server\'s own databases',
      );
    }
  }
  return [first, ...others];
}

function covers(database: string, reserved: string): boolean {
  return database.endsWith('*') ? reserved.startsWith(database.slice(0, -1)) : database === reserved;
}

function invalid(message: string): EmbeddedClickHouseError {
  return new EmbeddedClickHouseError('INVALID_OPTIONS', message);
}
