import type { CollectorConfig } from '@hostwire/collector';
import { createLogger, type Logger } from '@hostwire/runtime';
import type { CommandContext } from '../context.ts';
import { readCollectorConfig } from '../up/collector-config.ts';

/** The configuration of the collector whose data folder is meant. */
export function storageConfig(
  { data, config }: { readonly data?: string; readonly config?: string },
  context: CommandContext,
): CollectorConfig {
  const flags = { ...(data === undefined ? {} : { data }), ...(config === undefined ? {} : { config }) };
  return readCollectorConfig({ ...flags, logLevel: 'warn' }, context);
}

/** For what runs inside one command. */
export function quietLogger({ terminal }: CommandContext): Logger {
  return createLogger({ name: 'hostwire', level: 'error', pretty: terminal.attended });
}
