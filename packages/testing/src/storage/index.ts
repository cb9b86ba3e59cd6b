export { startTestDatabase, type TestDatabase } from './clickhouse.ts';
export { randomSamples } from './random-samples.ts';
export { reading, sampleColumns } from './sample-columns.ts';
export { tableRow } from './table-row.ts';
