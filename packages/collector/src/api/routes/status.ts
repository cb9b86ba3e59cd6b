import { hostname } from 'node:os';
import { readServerFigures, StorageError, type Database, type ServerFigures } from '@hostwire/storage';
import type { StatusResponse } from '@hostwire/api';
import type { LostDataFindings } from '../../history/lost-data.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refusal } from '../../auth/refusal.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function statusHandlers(deps: ApiDependencies): HandlersOf<'status'> {
  return { show: () => readStatus(deps) };
}

export async function readStatus(deps: ApiDependencies): Promise<StatusResponse> {
  const { samplesCommitted, batchesCommitted, commitDelayMs, lastCommitMs, queuedBatches } =
    deps.ingest.status();
  const { sinceMs: stalledSinceMs, reason: stallReason, evaluatedMs } = deps.alerts.health();
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
      merges: server?.merges ?? null,
      longestMergeMs: server?.longestMergeMs ?? null,
    },
    ingest: {
      agentsConnected: deps.sessions.connected,
      samplesCommitted,
      batchesCommitted,
      commitDelayMs,
      lastCommitMs,
      queuedBatches,
      stalledSinceMs,
      stallReason,
    },
    lostData: lostDataOf(deps.lostData.findings),
    alerts: { evaluatedMs },
    gateway: { url, pin },
  };
}

function lostDataOf({ sinceMs, detachedParts, holes }: LostDataFindings): StatusResponse['lostData'] {
  return {
    sinceMs,
    detachedParts: [...detachedParts],
    holes: holes.flatMap(({ host, epoch, missing }) => missing.map((range) => ({ host, epoch, ...range }))),
  };
}

/** For whatever watches this process; open, and tell nothing. */
export function healthHandlers({ db, migrated }: ApiDependencies): HandlersOf<'health'> {
  return {
    live: async () => ({ status: 'ok' as const }),
    ready: async () => {
      if (!migrated()) throw new Refusal('NOT_READY', 'the schema of the database is not in place yet');
      await db.ping().catch((error: unknown) => {
        throw new Refusal('NOT_READY', 'ClickHouse does not answer', { cause: error });
      });
      return { status: 'ok' as const };
    },
  };
}

async function serverFigures(db: Database): Promise<ServerFigures | undefined> {
  try {
    return await readServerFigures(db);
  } catch (error) {
    if (error instanceof StorageError && error.retryable) return undefined;
    throw error;
  }
}
