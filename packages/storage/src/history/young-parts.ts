import type { QueryRunner } from '../query-runner.ts';

/** As long as agents keep what is acknowledged, and as long again. */
const youngS = 1_800;
/** Read at most, of a large fleet: a second or two of one core. */
const maxBytes = 128 * 2 ** 20;

/** The newest parts of samples and roll-ups: agents may still have what is in them, or it can be computed again. */
export interface YoungParts {
  /** Seconds since 1970, give or take one. */
  readonly serverStartedS: number;
  /** By table. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
}

/** Throws StorageError. */
export async function readYoungParts(db: QueryRunner): Promise<YoungParts> {
  const [row] = await db.query<{ serverStartedS: number; parts: readonly (readonly [string, string])[] }>(`
    SELECT toUnixTimestamp(now()) - uptime() AS serverStartedS,
      (
        SELECT groupArray([table, name]) FROM
        (
          SELECT table, name, sum(bytes_on_disk)
            OVER (ORDER BY table != 'samples', modification_time DESC, table, name ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bytes
          FROM system.parts
          WHERE database = currentDatabase() AND (table = 'samples' OR match(table, '^rollup_.*_1[mh]$'))
            AND active AND modification_time > now() - ${youngS}
          ORDER BY bytes
        )
        WHERE bytes <= ${maxBytes}
      ) AS parts`);
  const parts: Record<string, string[]> = {};
  for (const [table, name] of row!.parts) (parts[table] ??= []).push(name);
  return { serverStartedS: row!.serverStartedS, parts };
}
