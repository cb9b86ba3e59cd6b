import { createHash } from 'node:crypto';
import type { Account } from './account.ts';
import { renderXml, type XmlElements } from './xml.ts';

/** What a read-only account may use at most. A client may ask for less, never for more, and never for "no limit". */
export interface ReadLimit {
  readonly setting: string;
  readonly value: number;
  /** `free`: any value. `adjustable`: 1 to `value`. `fixed`: exactly `value`. */
  readonly client: 'free' | 'adjustable' | 'fixed';
}

/** For queries that are sent without a limit of time. */
const DEFAULT_READ_SECONDS = 60;
/** Whatever limit a client sends, 0 for none included: the owner ends what runs longer. */
export const MAX_READ_SECONDS = 300;
const MAX_READ_RESULT_ROWS = 1_000_000;
const MAX_READ_RESULT_BYTES = 256 * 1024 * 1024;
const MAX_READ_TEMPORARY_DISK_BYTES = 1024 * 1024 * 1024;
const MAX_READ_CONCURRENT_QUERIES = 32;
/** As `nice`: a thread of a writer takes ten times what one of a reader takes, when both want the same core. */
const READER_NICENESS = 10;
/** ClickHouse's default. Raised by a client, it would let a query allocate past its memory limit unseen. */
const UNTRACKED_MEMORY_BYTES = 4 * 1024 * 1024;
/** A writer that stalls in the middle of an INSERT is cut off after this time, and nothing is written. */
const WRITER_RECEIVE_TIMEOUT_S = 5;

export interface Machine {
  readonly memoryLimitBytes: number;
  /** Processor cores. */
  readonly cores: number;
}

/**
 * All readers together get half of the memory, one query a quarter, and half of the cores, so that they cannot stop the writers.
 * Their threads are nice where the process may make them so, and a query ends with the connection that it came by.
 */
export function readLimits({ memoryLimitBytes, cores }: Machine): readonly ReadLimit[] {
  const perQuery = Math.floor(memoryLimitBytes / 4);
  const perUser = Math.floor(memoryLimitBytes / 2);
  return [
    { setting: 'max_execution_time', value: DEFAULT_READ_SECONDS, client: 'free' },
    { setting: 'max_memory_usage', value: perQuery, client: 'adjustable' },
    { setting: 'max_memory_usage_for_user', value: perUser, client: 'fixed' },
    { setting: 'max_result_rows', value: MAX_READ_RESULT_ROWS, client: 'adjustable' },
    { setting: 'max_result_bytes', value: MAX_READ_RESULT_BYTES, client: 'adjustable' },
    { setting: 'max_concurrent_queries_for_user', value: MAX_READ_CONCURRENT_QUERIES, client: 'fixed' },
    {
      setting: 'max_temporary_data_on_disk_size_for_user',
      value: MAX_READ_TEMPORARY_DISK_BYTES,
      client: 'fixed',
    },
    { setting: 'max_untracked_memory', value: UNTRACKED_MEMORY_BYTES, client: 'fixed' },
    { setting: 'allow_introspection_functions', value: 0, client: 'fixed' },
    { setting: 'max_threads', value: Math.max(1, Math.floor(cores / 2)), client: 'free' },
    { setting: 'os_threads_nice_value_query', value: READER_NICENESS, client: 'fixed' },
    { setting: 'cancel_http_readonly_queries_on_client_close', value: 1, client: 'free' },
  ];
}

const introspectionTables = [
  'asynchronous_metrics',
  'build_options',
  'data_skipping_indices',
  'detached_parts',
  'dictionaries',
  'disks',
  'errors',
  'events',
  'merges',
  'metrics',
  'mutations',
  'numbers',
  'parts',
  'parts_columns',
  'processes',
  'projection_parts',
  'projections',
  'view_refreshes',
];
const informationSchemas = ['information_schema', 'INFORMATION_SCHEMA'];

function grants({ access, database, except = [] }: Account): string[] {
  const schemas = informationSchemas.map((schema) => `GRANT SELECT ON ${schema}.*`);
  if (access === 'read') {
    const tables = introspectionTables.map((table) => `GRANT SELECT ON system.${table}`);
    const hidden = except.map((table) => `REVOKE SHOW, SELECT ON ${database}.${table}`);
    return [`GRANT SHOW, SELECT, dictGet ON ${database}.*`, ...hidden, ...tables, ...schemas];
  }
  return [
    `GRANT SHOW, SELECT, INSERT, ALTER, CREATE, DROP, UNDROP TABLE, TRUNCATE, OPTIMIZE, BACKUP, CHECK, dictGet ON ${database}.*`,
    `GRANT SYSTEM MERGES, SYSTEM TTL MERGES, SYSTEM VIEWS ON ${database}.*`,
    'GRANT CREATE TEMPORARY TABLE, KILL QUERY, SYSTEM FLUSH LOGS, SYSTEM DROP CACHE ON *.*',
    'GRANT SELECT ON system.*',
    ...schemas,
  ];
}

/**
 * The user `default`, without a password, is the server's own session, which the library opens and which holds the
 * ports open. One session is all that user may have and that one is taken: every other login as `default` is refused.
 */
const sealedUser: XmlElements = {
  no_password: {},
  networks: { ip: '127.0.0.1' },
  profile: 'sealed',
  quota: 'default',
  grants: {
    query: [
      'GRANT SYSTEM LISTEN ON *.*',
      'GRANT CREATE ARBITRARY TEMPORARY TABLE ON *.*',
      'GRANT FILE ON *.*',
      'GRANT SELECT, CREATE TABLE, INSERT ON default.*',
      'GRANT SELECT, CREATE TABLE, INSERT ON _local.*',
    ],
  },
};

function profiles(machine: Machine): XmlElements {
  const limits = readLimits(machine);
  const constraint = ({ value, client }: ReadLimit): XmlElements =>
    client === 'fixed' ? { const: {} } : { min: 1, max: value };
  const constrained = limits.filter(({ client }) => client !== 'free');
  return {
    default: {
      // What `clickhouse local` changes for its one user, set back to what a server does.
      implicit_select: 0,
      allow_introspection_functions: 0,
      storage_file_read_method: 'pread',
      // Machine code of an expression takes about 100 ms to make, when it comes up for the fourth time, and saves nothing over a
      // few million rows.
      compile_expressions: 0,
      compile_aggregate_expressions: 0,
      compile_sort_description: 0,
    },
    sealed: { max_sessions_for_user: 1 },
    write: { http_receive_timeout: WRITER_RECEIVE_TIMEOUT_S },
    read: {
      readonly: 2,
      ...Object.fromEntries(limits.map(({ setting, value }) => [setting, value])),
      constraints: {
        readonly: { const: {} },
        ...Object.fromEntries(constrained.map((limit) => [limit.setting, constraint(limit)])),
      },
    },
  };
}

export interface UsersOptions extends Machine {
  readonly accounts: readonly Account[];
  /** By account name. Only their hashes get into the document. */
  readonly passwords: ReadonlyMap<string, string>;
}

/** ClickHouse's `users_config`: the sealed user and the given accounts, with their profiles and grants. */
export function renderUsersXml({ accounts, passwords, ...machine }: UsersOptions): string {
  const users: Record<string, XmlElements> = { default: sealedUser };
  for (const account of accounts) {
    const password = passwords.get(account.name);
    if (password === undefined) throw new TypeError(`no password for account "${account.name}"`);
    users[account.name] = {
      password_sha256_hex: createHash('sha256').update(password).digest('hex'),
      networks: { ip: '::/0' },
      profile: account.access,
      quota: 'default',
      grants: { query: grants(account) },
    };
  }
  return renderXml('clickhouse', { profiles: profiles(machine), quotas: { default: {} }, users });
}
