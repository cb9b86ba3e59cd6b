export { startTestDatabase, type TestDatabase } from './clickhouse.ts';
export { reading, sampleColumns } from './sample-columns.ts';
export { TcpProxy } from './tcp-proxy.ts';
