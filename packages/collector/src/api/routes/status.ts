import { hostname } from 'node:os';
import { HostwireError } from '@hostwire/runtime';
import { readServerFigures, StorageError, type Database, type ServerFigures } from '@hostwire/storage';
import { z } from 'zod';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { statusAnswer } from '../schemas/status.ts';

const fine = z.object({ status: z.literal('ok') });

export function statusRoutes(app: ApiApp, deps: ApiDependencies): void {
  app.get(
    '/api/v1/status',
    { schema: { summary: 'How the collector does', response: { 200: statusAnswer } } },
    async () => {
      const { samplesCommitted, batchesCommitted, commitDelayMs, lastCommitMs } = deps.ingest.status();
      const server = await serverFigures(deps.db);
      const { url, pin } = deps.gateway();
      return {
        version: deps.version,
        startedMs: deps.startedMs,
        collector: {
          pid: process.pid,
          node: process.version,
          host: hostname(),
          rssBytes: process.memoryUsage.rss(),
          liveClients: deps.live.clients,
        },
        clickhouse: {
          version: server?.version ?? null,
          reachable: server !== undefined,
          database: deps.db.name,
          confinement: deps.confinement ?? null,
          readersAdmitted: !deps.reader.refused,
          sampleParts: server?.sampleParts ?? null,
          sampleRows: server?.sampleRows ?? null,
          sampleBytesOnDisk: server?.sampleBytesOnDisk ?? null,
        },
        ingest: {
          agentsConnected: deps.sessions.connected,
          samplesCommitted,
          batchesCommitted,
          commitDelayMs,
          lastCommitMs,
        },
        gateway: { url, pin },
      };
    },
  );
}

/** For whatever watches this process; open, and tell nothing. */
export function healthRoutes(app: ApiApp, { db, migrated }: ApiDependencies): void {
  app.get(
    '/healthz',
    { config: { access: 'public' }, schema: { summary: 'The process answers', response: { 200: fine } } },
    async () => ({
      status: 'ok' as const,
    }),
  );

  app.get(
    '/readyz',
    {
      config: { access: 'public' },
      schema: { summary: 'Database and schema are there', response: { 200: fine } },
    },
    async () => {
      if (!migrated()) throw new HostwireError('NOT_READY', 'the schema of the database is not in place yet');
      await db.ping().catch((error: unknown) => {
        throw new HostwireError('NOT_READY', 'ClickHouse does not answer', { cause: error });
      });
      return { status: 'ok' as const };
    },
  );
}

async function serverFigures(db: Database): Promise<ServerFigures | undefined> {
  try {
    return await readServerFigures(db);
  } catch (error) {
    if (error instanceof StorageError && error.retryable) return undefined;
    throw error;
  }
}
