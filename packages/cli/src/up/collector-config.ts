import type { Command } from 'commander';
import { collectorConfigSchema, type CollectorConfig } from '@hostwire/collector';
import { loadConfig } from '@hostwire/runtime';
import type { CommandContext } from '../context.ts';

/** Flags of `hostwire up` and `hostwire collector run`, by commander's names; undefined = not given. */
export interface CollectorFlags {
  readonly config?: string;
  readonly checkConfig?: boolean;
  readonly readyFile?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly clickhouse?: string;
  readonly data?: string;
  readonly webHost?: string;
  readonly webPort?: string;
  readonly gatewayHost?: string;
  readonly gatewayPort?: string;
  readonly gatewayPublicUrl?: string;
  readonly clickhousePort?: string;
}

/** The options that both commands share. */
export function collectorOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'folder for everything that is kept (HOSTWIRE_DATA; default ./data)')
    .option('--web-host <address>', 'address of the web pages (HOSTWIRE_WEB_HOST; default 127.0.0.1)')
    .option('--web-port <n>', 'port of the web pages, 0 = any free (HOSTWIRE_WEB_PORT; default 4680)')
    .option('--gateway-host <address>', 'address agents connect to (HOSTWIRE_GATEWAY_HOST; default 0.0.0.0)')
    .option('--gateway-port <n>', 'port agents connect to, 0 = any free (HOSTWIRE_GATEWAY_PORT; default 4681)')
    .option('--gateway-public-url <url>', 'how agents reach it from outside: wss://NAME:PORT (HOSTWIRE_GATEWAY_PUBLIC_URL)')
    .option('--clickhouse <url>', 'use this ClickHouse server: http://USER:PASSWORD@HOST:8123 (HOSTWIRE_CLICKHOUSE_URL)')
    .option('--config <file>', 'YAML file with settings')
    .option('--check-config', 'only say whether the configuration is good')
    .option('--ready-file <file>', 'write {"web","gateway","clickhouse","loginUrl"} there once everything answers')
    .option('--log-level <level>', 'debug, info, warn or error', 'info');
}

/** Flags > environment > file > defaults; all mistakes in one error. */
export function readCollectorConfig(flags: CollectorFlags, context: CommandContext): CollectorConfig {
  const { data, webHost, webPort, gatewayHost, gatewayPort, gatewayPublicUrl, clickhousePort } = flags;
  const config = loadConfig({
    schema: collectorConfigSchema,
    flags: { data, webHost, webPort, gatewayHost, gatewayPort, gatewayPublicUrl, clickhousePort, clickhouseUrl: flags.clickhouse },
    env: context.env,
    envPrefix: 'HOSTWIRE',
    file: flags.config,
  });
  return { ...config, data: context.dataDir(config.data) };
}
