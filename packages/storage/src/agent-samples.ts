/**
 * Deletes all samples of one agent, day by day, and at the end what its host's roll-ups keep. A day is a partition, and deleting rows rewrites those of its parts that
 * hold any of them, with everything else that is in them: that takes as long, and as much free disk, as the day is large.
 *
 * What is under way is known to ClickHouse alone (system.mutations), so whoever calls again goes on where the last one
 * stopped, also after a crash of either side.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';
import { rolledGroups, rollupLevels, rollupTable } from './history/rollup-level.ts';
import { StorageError } from './storage-error.ts';

const pollMs = 100;

export interface DeletionRequest {
  readonly agent: { readonly agentId: string; readonly host: string };
  /** For about this time it works and waits. */
  readonly waitMs: number;
}

/** Both: the host leads the primary key. */
const ofAgent = 'host = {host:String} AND agent_id = {agentId:UUID}';

/**
 * Works for about `waitMs`; gives the number of days that still hold samples of the agent, 0: none is left.
 * Must not be called for an agent that may still send. Throws StorageError; OVERLOADED when ClickHouse cannot rewrite.
 */
export async function deleteAgentSamples(db: Database, { agent, waitMs }: DeletionRequest): Promise<number> {
  const { agentId, host } = agent;
  const untilMs = performance.now() + waitMs;
  for (;;) {
    const isIdle = await rewritten(db, agentId, untilMs);
    const days = await db.query<{ day: string }>(
      `SELECT DISTINCT toString(samples.day) AS day FROM samples WHERE ${ofAgent} ORDER BY day`,
      { agentId, host },
    );
    const [oldest] = days;
    if (isIdle && oldest === undefined) break;
    if (isIdle && oldest !== undefined) await beginDay(db, { agentId, host, ...oldest });
    if (performance.now() >= untilMs) return Math.max(1, days.length);
  }
  for (const group of rolledGroups) {
    for (const level of rollupLevels) {
      const sql = `ALTER TABLE ${rollupTable(group, level)} DELETE WHERE host = {host:String}`;
      await db.command(sql, { host }, { mutations_sync: '1' });
    }
  }
  await db.command(
    'ALTER TABLE inventories DELETE WHERE agent_id = {agentId:UUID}',
    { agentId },
    { mutations_sync: '1' },
  );
  return 0;
}

/** true: nothing is being rewritten. false: it still is, and the time is over. */
async function rewritten(db: Database, agentId: string, untilMs: number): Promise<boolean> {
  while (await isUnderWay(db, agentId)) {
    if (performance.now() >= untilMs) return false;
    await sleep(pollMs);
  }
  return true;
}

async function beginDay(
  db: Database,
  params: { readonly agentId: string; readonly host: string; readonly day: string },
): Promise<void> {
  const sql = `ALTER TABLE samples DELETE IN PARTITION {day:String} WHERE ${ofAgent}`;
  await db.command(sql, params, { mutations_sync: '0' });
}

async function isUnderWay(db: Database, agentId: string): Promise<boolean> {
  const [mutation] = await db.query<{ reason: string }>(
    `SELECT latest_fail_reason AS reason FROM system.mutations
     WHERE database = currentDatabase() AND table = 'samples' AND NOT is_done AND position(command, {agentId:String}) > 0
     LIMIT 1`,
    { agentId },
  );
  if (mutation === undefined) return false;
  if (mutation.reason === '') return true;
  const message = `${db.where}: samples cannot be deleted now, it goes on trying: ${mutation.reason}`;
  throw new StorageError('OVERLOADED', message);
}
