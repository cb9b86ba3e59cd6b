import type { QueryRunner } from '../query-runner.ts';

/** As long as agents keep what is acknowledged, and as long again. */
const youngS = 1_800;
/** Read at most, of a large fleet: a second or two of one core. */
const maxBytes = 128 * 2 ** 20;

/** The newest parts of `samples`, of which agents may still have what is in them. */
export interface YoungParts {
  /** Seconds since 1970, give or take one. */
  readonly serverStartedS: number;
  /** Newest first. */
  readonly parts: readonly string[];
}

/** Throws StorageError. */
export async function readYoungParts(db: QueryRunner): Promise<YoungParts> {
  const [row] = await db.query<{ serverStartedS: number; parts: readonly string[] }>(`
    SELECT toUnixTimestamp(now()) - uptime() AS serverStartedS,
      (
        SELECT groupArray(name) FROM
        (
          SELECT name, sum(bytes_on_disk) OVER (ORDER BY modification_time DESC, name ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bytes
          FROM system.parts
          WHERE database = currentDatabase() AND table = 'samples' AND active AND modification_time > now() - ${youngS}
          ORDER BY bytes
        )
        WHERE bytes <= ${maxBytes}
      ) AS parts`);
  return row!;
}
