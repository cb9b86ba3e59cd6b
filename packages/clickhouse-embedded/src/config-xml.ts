import { renderXml, type XmlElements } from './xml.ts';

const MIB = 1024 * 1024;
const DEFAULT_MEMORY_LIMIT_CEILING_BYTES = 4096 * MIB;
/** Below this the engine cannot merge reliably. */
export const MIN_MEMORY_LIMIT_BYTES = 512 * MIB;

const MAX_CONCURRENT_QUERIES = 100;
const MAX_CONNECTIONS = 256;
const KEEP_ALIVE_TIMEOUT_S = 60;
/**
 * Writes and merges are refused when less than this would be left: the first line of defence against a full disk. Measured on
 * engine 26.7: a write that fails is passed over (libchdb left out the exception), and an INSERT whose part was never written
 * is answered as done. See `passesOverMacro` for the second line.
 */
const KEEP_FREE_BYTES = 256 * MIB;
const LOG_FILE_SIZE = '10M';
const LOG_FILE_COUNT = 3;
/** The engine's housekeeping, spread out so that an idle server costs next to nothing. */
const METRICS_PERIOD_S = 60;
const HEAVY_METRICS_PERIOD_S = 600;
const MEMORY_WORKER_PERIOD_MS = 1000;
/** Threads are created when needed. With 2, the default of `clickhouse local`, tasks of one kind hold each other up. */
const SCHEDULE_POOL_SIZE = 8;

/**
 * Tells clients that a complete answer is no proof here: after an INSERT they have to ask `system.events` whether a write
 * failed (`WriteBufferFromFileDescriptorWriteFailed`). The supervisor ends a server that has such failures.
 */
const passesOverMacro = 'passes_over_failed_writes';

/** Half of what this machine or container has, at most 4 GiB, at least what the engine needs. */
export function defaultMemoryLimitBytes(availableBytes: number): number {
  const half = Math.floor(availableBytes / 2);
  return Math.max(MIN_MEMORY_LIMIT_BYTES, Math.min(half, DEFAULT_MEMORY_LIMIT_CEILING_BYTES));
}

export interface ServerConfig {
  /** The engine's own folder, with a slash at the end. */
  readonly storePath: string;
  readonly usersPath: string;
  readonly logPath: string;
  /** Where backups may be; undefined: nowhere. */
  readonly backupPath: string | undefined;
  readonly listenHost: string;
  readonly httpPort: number;
  readonly tcpPort: number;
  readonly memoryLimitBytes: number;
  /** Processor cores, which set how many merges run side by side. */
  readonly cores: number;
}

/** ClickHouse's server configuration, sized for a machine that has something else to do as well. */
export function renderConfigXml(config: ServerConfig): string {
  return renderXml('clickhouse', {
    path: config.storePath,
    users_config: config.usersPath,
    listen_host: config.listenHost,
    http_port: config.httpPort,
    tcp_port: config.tcpPort,
    timezone: 'UTC',
    // Compressing would mean to read the log, and the engine may only append to it.
    logger: { log: config.logPath, size: LOG_FILE_SIZE, count: LOG_FILE_COUNT, compress: 'false' },
    storage_configuration: { disks: { default: { keep_free_space_bytes: KEEP_FREE_BYTES } } },
    ...(config.backupPath === undefined ? {} : { backups: { allowed_path: config.backupPath } }),
    macros: { [passesOverMacro]: '1' },
    send_crash_reports: { enabled: 'false' },
    max_connections: MAX_CONNECTIONS,
    max_concurrent_queries: MAX_CONCURRENT_QUERIES,
    keep_alive_timeout: KEEP_ALIVE_TIMEOUT_S,
    asynchronous_metrics_update_period_s: METRICS_PERIOD_S,
    asynchronous_heavy_metrics_update_period_s: HEAVY_METRICS_PERIOD_S,
    memory_worker_period_ms: MEMORY_WORKER_PERIOD_MS,
    access_control_improvements: {
      select_from_system_db_requires_grant: 'true',
      select_from_information_schema_requires_grant: 'true',
      // Engines that reach outside (File, URL, S3, ...) need a grant of their own even so.
      table_engines_require_grant: 'false',
    },
    ...memory(config.memoryLimitBytes),
    ...background(config.cores),
  });
}

/** Caches are upper bounds that fill with use. Together they take at most a quarter of the limit. */
function memory(limitBytes: number): XmlElements {
  const share = (divisor: number) => Math.floor(limitBytes / divisor);
  return {
    max_server_memory_usage: limitBytes,
    merges_mutations_memory_usage_soft_limit: share(2),
    mark_cache_size: share(16),
    primary_index_cache_size: share(16),
    index_mark_cache_size: share(64),
    query_condition_cache_size: share(64),
    compiled_expression_cache_size: share(64),
    uncompressed_cache_size: 0,
    index_uncompressed_cache_size: 0,
  };
}

function background(cores: number): XmlElements {
  const merges = Math.min(8, Math.max(2, cores));
  return {
    background_pool_size: merges,
    background_schedule_pool_size: SCHEDULE_POOL_SIZE,
    // The defaults of these assume 16 background threads; with fewer, large merges and mutations would never be due.
    merge_tree: {
      number_of_free_entries_in_pool_to_lower_max_size_of_merge: 1,
      number_of_free_entries_in_pool_to_execute_mutation: 1,
      number_of_free_entries_in_pool_to_execute_optimize_entire_partition: 1,
    },
  };
}
