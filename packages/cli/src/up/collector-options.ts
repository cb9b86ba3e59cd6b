import { Option, type Command } from 'commander';

/** Flags of `hostwire up` and `hostwire collector run`, by commander's names; undefined = not given. */
export interface CollectorFlags {
  readonly config?: string;
  readonly checkConfig?: boolean;
  readonly readyFile?: string;
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  readonly clickhouse?: string;
  readonly data?: string;
  readonly webHost?: string;
  readonly webPort?: string;
  readonly gatewayHost?: string;
  readonly gatewayPort?: string;
  readonly gatewayPublicUrl?: string;
  readonly clickhousePort?: string;
  readonly backupFolder?: string;
}

/** The options that both commands share. */
export function collectorOptions(command: Command, logLevel: 'info' | 'warn'): Command {
  return command
    .option('--data <dir>', 'folder for everything that is kept (HOSTWIRE_DATA; default ./data)')
    .option('--web-host <address>', 'address of the web pages (HOSTWIRE_WEB_HOST; default 127.0.0.1)')
    .option('--web-port <n>', 'port of the web pages, 0 = any free (HOSTWIRE_WEB_PORT; default 4680)')
    .option('--gateway-host <address>', 'address agents connect to (HOSTWIRE_GATEWAY_HOST; default 0.0.0.0)')
    .option(
      '--gateway-port <n>',
      'port agents connect to, 0 = any free (HOSTWIRE_GATEWAY_PORT; default 4681)',
    )
    .option(
      '--gateway-public-url <url>',
      'how agents reach it from outside: wss://NAME:PORT (HOSTWIRE_GATEWAY_PUBLIC_URL)',
    )
    .option(
      '--clickhouse-port <n>',
      'HTTP port of the embedded ClickHouse, 0 = any free (HOSTWIRE_CLICKHOUSE_PORT; default 8123)',
    )
    .option(
      '--clickhouse <url>',
      'use this ClickHouse server: http://USER:PASSWORD@HOST:8123 (HOSTWIRE_CLICKHOUSE_URL)',
    )
    .option(
      '--backup-folder <dir>',
      'the only folder that "hostwire storage backup" may use (HOSTWIRE_BACKUP_FOLDER; default: backups in the data folder)',
    )
    .option('--config <file>', 'YAML file with settings')
    .option('--check-config', 'only say whether the configuration is good')
    .option(
      '--ready-file <file>',
      'write {"web","gateway","clickhouse","loginUrl"} there once everything answers',
    )
    .addOption(
      new Option('--log-level <level>', `what is logged (HOSTWIRE_LOG_LEVEL; default ${logLevel})`).choices([
        'debug',
        'info',
        'warn',
        'error',
      ]),
    );
}
