export { Collector, type CollectorEndpoints, type CollectorOptions } from './collector.ts';
export { collectorConfigSchema, reloadable, type CollectorConfig } from './config.ts';
export {
  copyHistory,
  restoreHistory,
  type BackupPlace,
  type CopyProgress,
  type CopyReport,
  type RestoreReport,
} from './history/transfer.ts';
