export { Collector, type CollectorEndpoints, type CollectorOptions } from './collector.ts';
export { collectorConfigSchema, type CollectorConfig } from './config.ts';
