import type { UsageResponse } from '@hostwire/api';
import type { PartitionUsage } from '@hostwire/storage';
import type { BackupOrder } from '../../history/backups.ts';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function storageHandlers({ retention, backups, audit }: ApiDependencies): HandlersOf<'storage'> {
  return {
    usage: async ({ query }) => {
      const given = Object.entries(query).filter(([, value]) => value !== undefined);
      const { usage, policy, plan } = await retention.view(Object.fromEntries(given));
      const { raw, minutes, hours, maxDiskBytes } = policy;
      return {
        diskBytes: usage.diskBytes,
        freeBytes: usage.freeBytes,
        usedBytes: plan.usedBytes,
        budgetBytes: plan.budgetBytes,
        rawDaysHeld: plan.rawDaysHeld,
        policy: { rawMs: raw, minutesMs: minutes, hoursMs: hours, maxDiskBytes: maxDiskBytes ?? null },
        tables: tablesOf(usage.partitions),
        hosts: [...usage.hosts],
        goes: plan.steps.map(({ table, partition, fromMs, toMs, bytes, reason }) => {
          return { table, partition, fromMs, toMs, bytes, reason };
        }),
        next: plan.next,
      };
    },
    backups: async () => ({ running: backups.running ?? null, backups: await backups.list() }),
    backup: async ({ body, request }) => {
      const { folder, s3, full } = body;
      const place: BackupOrder['place'] =
        s3 !== undefined
          ? { kind: 's3', url: s3.url.replace(/\/+$/, ''), keys: { keyId: s3.keyId, secret: s3.secret } }
          : folder === undefined
            ? undefined
            : { kind: 'path', path: folder };
      const detail = s3?.url ?? folder ?? '';
      const begun = await backups.begin({ place, isFull: full });
      await audit.record({
        actor: actorOf(request),
        action: 'storage.backup',
        object: `backup ${begun.name}`,
        detail,
      });
      return begun;
    },
  };
}

function tablesOf(partitions: readonly PartitionUsage[]): UsageResponse['tables'] {
  const tables = new Map<string, UsageResponse['tables'][number]>();
  for (const { table, level, rows, bytes, fromMs } of partitions) {
    const before = tables.get(table) ?? { table, level, rows: 0, bytes: 0, sinceMs: null };
    const sinceMs = fromMs === 0 ? before.sinceMs : Math.min(before.sinceMs ?? Infinity, fromMs);
    tables.set(table, { ...before, rows: before.rows + rows, bytes: before.bytes + bytes, sinceMs });
  }
  return [...tables.values()].sort((a, b) => b.bytes - a.bytes);
}
