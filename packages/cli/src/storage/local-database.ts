import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectorConfig } from '@hostwire/collector';
import type { Logger } from '@hostwire/runtime';
import { EmbeddedDatabase } from '../up/embedded-database.ts';

/** The embedded database of a data folder, and how to leave it. */
export interface OpenDatabase {
  /** With its address and passwords. */
  readonly config: CollectorConfig;
  /** Whether a collector writes to it at the same time. */
  readonly isLive: boolean;
  readonly close: () => Promise<void>;
}

/** Of the collector that runs on that folder; otherwise started for this. */
export async function openEmbedded(config: CollectorConfig, logger: Logger): Promise<OpenDatabase> {
  const running = runningConfig(config);
  if (running !== undefined) return { config: running, isLive: true, close: async () => undefined };
  const server = new EmbeddedDatabase({ ...config, clickhouse: { ...config.clickhouse, port: 0 } }, logger);
  await server.start();
  return { config: server.connectedConfig(), isLive: false, close: () => server.stop() };
}

/** As `runtime.json` and `passwords.json` say; undefined: no collector runs there. */
function runningConfig(config: CollectorConfig): CollectorConfig | undefined {
  const runtimePath = join(config.data, 'runtime.json');
  if (!existsSync(runtimePath)) return undefined;
  const { pid, clickhouse: url } = readJson(runtimePath) as { pid: number; clickhouse: string };
  if (!isAlive(pid)) return undefined;
  const passwords = readJson(join(config.data, 'clickhouse', 'passwords.json')) as Readonly<
    Record<string, string>
  >;
  const { clickhouse } = config;
  return { ...config, clickhouse: { ...clickhouse, url, password: passwords[clickhouse.user] ?? '' } };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
