import type { Database } from '../database.ts';
import { fromMs, fromMsOrNull, ms } from './moment.ts';

/** How old the key of an agent is, and how far its replacement has come. */
interface AgentKeyRenewal {
  /** When the present key came. */
  readonly sinceMs: number;
  /** Offered by the agent and as good as the present one until that gives way; '' = none. */
  readonly nextKey: string;
  /** Since when somebody wants a new key; null = nobody does. */
  readonly askedMs: number | null;
  /** The token that gave the present key to an agent that was there before; '' = it enrolled with `AgentRow.tokenId`. */
  readonly tokenId: string;
}

/** One enrolled agent. Written anew, with a higher version, at every change. */
export interface AgentRow {
  readonly agentId: string;
  /** Unique, given at enrolment, never changes. */
  readonly host: string;
  readonly displayName: string;
  /** Ed25519, 64 hex digits. */
  readonly publicKey: string;
  readonly machineHash: string;
  /** The token it enrolled with, hex. */
  readonly tokenId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly enrolledMs: number;
  readonly revokedMs: number | null;
  /** Since when nobody is shown it; its host name, key and use of the token stay taken. */
  readonly deletedMs: number | null;
  readonly renewal: AgentKeyRenewal;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

const columns = `agent_id AS agentId, host, display_name AS displayName, public_key AS publicKey,
  machine_hash AS machineHash, token_id AS tokenId, labels, ${ms('enrolled')} AS enrolledMs,
  ${ms('revoked')} AS revokedMs, ${ms('deleted')} AS deletedMs, version,
  ${ms('key_since')} AS sinceMs, next_public_key AS nextKey, ${ms('key_asked')} AS askedMs, key_token_id AS keyTokenId`;

type StoredRow = Omit<AgentRow, 'renewal'> &
  Omit<AgentKeyRenewal, 'tokenId'> & { readonly keyTokenId: string };

/** The current row of every agent, deleted ones included, by host. */
export async function readAgents(db: Database): Promise<AgentRow[]> {
  const rows = await db.query<StoredRow>(`SELECT ${columns} FROM agents FINAL ORDER BY agents.host`);
  return rows.map(({ sinceMs, nextKey, askedMs, keyTokenId: tokenId, ...row }) => ({
    ...row,
    renewal: { sinceMs, nextKey, askedMs, tokenId },
  }));
}

/** Returns when the row is on disk. */
export async function writeAgent(db: Database, row: AgentRow): Promise<void> {
  await db.insertRows('agents', [
    {
      agent_id: row.agentId,
      host: row.host,
      display_name: row.displayName,
      public_key: row.publicKey,
      machine_hash: row.machineHash,
      token_id: row.tokenId,
      labels: row.labels,
      enrolled: fromMs(row.enrolledMs),
      revoked: fromMsOrNull(row.revokedMs),
      deleted: fromMsOrNull(row.deletedMs),
      key_since: fromMs(row.renewal.sinceMs),
      next_public_key: row.renewal.nextKey,
      key_asked: fromMsOrNull(row.renewal.askedMs),
      key_token_id: row.renewal.tokenId,
      version: row.version,
    },
  ]);
}
