import { collectorConfigSchema, type CollectorConfig } from '@hostwire/collector';
import { loadConfig } from '@hostwire/runtime/config';
import type { CollectorFlags } from './collector-options.ts';
import type { CommandContext } from '../context.ts';

/** Flags > environment > file > defaults; all mistakes in one error. */
export function readCollectorConfig(flags: CollectorFlags, context: CommandContext): CollectorConfig {
  const { data, webHost, webPort, gatewayHost, gatewayPort, gatewayPublicUrl, clickhousePort, logLevel } =
    flags;
  const config = loadConfig({
    schema: collectorConfigSchema,
    flags: {
      data,
      logLevel,
      webHost,
      webPort,
      gatewayHost,
      gatewayPort,
      gatewayPublicUrl,
      clickhousePort,
      clickhouseUrl: flags.clickhouse,
      backupFolder: flags.backupFolder,
    },
    env: context.env,
    envPrefix: 'HOSTWIRE',
    file: flags.config,
  });
  return { ...config, data: context.dataDir(config.data) };
}
