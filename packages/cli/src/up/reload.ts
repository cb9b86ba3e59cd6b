import { reloadable, type CollectorConfig } from '@hostwire/collector';
import { setLogLevel, type LogLevel, type Logger } from '@hostwire/runtime';
import type { Stack } from './stack.ts';

export interface ReloadParts {
  /** At the start. */
  readonly config: CollectorConfig;
  /** Unless one is configured. */
  readonly logLevel: LogLevel;
  readonly logger: Logger;
  readonly stack: Pick<Stack, 'reload'>;
  /** Flags, environment and file as they are now. Throws ConfigError. */
  readonly read: () => CollectorConfig;
}

/**
 * What SIGHUP does to a collector: reads its settings again, takes over what it can, and logs which keys it took and which
 * wait for the next start. A mistake in them changes nothing. Certificates are not among them: they are looked at anyway.
 */
export function reloadOf({ config, logLevel, logger, stack, read }: ReloadParts): () => Promise<void> {
  let before = config;
  return async () => {
    const now = read();
    stack.reload(now);
    setLogLevel(logger, now.logLevel ?? logLevel);
    const changed = changedKeys(before, now);
    const isTaken = (key: string) => reloadable.some((each) => key === each || key.startsWith(`${each}.`));
    const fields = {
      taken: changed.filter(isTaken),
      needRestart: changed.filter((key) => !isTaken(key)),
    };
    before = { ...before, logLevel: now.logLevel, alerts: now.alerts, retention: now.retention };
    const text = 'settings read again; channels and routes are those of the alerts file now';
    if (fields.needRestart.length > 0) logger.warn(fields, `${text}; others need a restart`);
    else logger.info(fields, text);
  };
}

/** Paths of the settings that differ. */
function changedKeys(before: unknown, now: unknown, path: readonly string[] = []): string[] {
  if (!isSection(before) && !isSection(now)) return before === now ? [] : [path.join('.')];
  const [left, right] = [before, now].map((value) => (isSection(value) ? value : {}));
  const names = [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])];
  return names.flatMap((name) => changedKeys(left?.[name], right?.[name], [...path, name]));
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
