import type { Database } from '../database.ts';
import { fromMs, fromMsOrNull, ms } from './moment.ts';

/** One enrolment token; its secret is not stored. Uses left = uses - number of agents with that tokenId. */
export interface TokenRow {
  /** Hex. */
  readonly tokenId: string;
  /** sha256 of the secret, hex. */
  readonly secretHash: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly uses: number;
  /** Given to every agent that enrols with it. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where it may be used from; empty = anywhere. */
  readonly cidr: readonly string[];
  /** The agent that it gives a new key; '' = it makes new agents. */
  readonly agentId: string;
  readonly revokedMs: number | null;
  /** The row with the highest version counts; +1 at each change. */
  readonly version: number;
}

const columns = `token_id AS tokenId, secret_hash AS secretHash, ${ms('created')} AS createdMs,
  ${ms('expires')} AS expiresMs, uses, labels, cidr, agent_id AS agentId, ${ms('revoked')} AS revokedMs, version`;

/** The current row of every token, oldest first. */
export async function readTokens(db: Database): Promise<TokenRow[]> {
  return db.query<TokenRow>(`SELECT ${columns} FROM tokens FINAL ORDER BY created, token_id`);
}

/** Returns when the row is on disk. */
export async function writeToken(db: Database, row: TokenRow): Promise<void> {
  await db.insertRows('tokens', [
    {
      token_id: row.tokenId,
      secret_hash: row.secretHash,
      created: fromMs(row.createdMs),
      expires: fromMs(row.expiresMs),
      uses: row.uses,
      labels: row.labels,
      cidr: row.cidr,
      agent_id: row.agentId,
      revoked: fromMsOrNull(row.revokedMs),
      version: row.version,
    },
  ]);
}
