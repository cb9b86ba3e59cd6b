export type { Account, Credentials } from './account.ts';
export type { Confinement } from './confinement.ts';
export { EmbeddedClickHouse } from './embedded-clickhouse.ts';
export type { EmbeddedClickHouseOptions, Endpoints } from './embedded-clickhouse.ts';
export { EmbeddedClickHouseError } from './errors.ts';
export type { EmbeddedClickHouseErrorCode } from './errors.ts';
export type { ServerExit } from './server-process.ts';
export type { EmbeddedEvent } from './supervisor.ts';
