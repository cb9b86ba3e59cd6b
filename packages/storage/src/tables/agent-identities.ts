import type { Database } from '../database.ts';
import { fromMsOrNull, ms } from './moment.ts';

/** What tells one machine from another, by name; what is not known is absent. */
export type StoredFacts = Readonly<Record<string, string>>;

/** What is known of the machine behind an agent. Written anew, with a higher version, at every change. */
export interface AgentIdentityRow {
  readonly agentId: string;
  readonly facts: StoredFacts;
  /** Machines that are kept out. */
  readonly locked: readonly { readonly bootId: string; readonly facts: StoredFacts }[];
  /** Since when the identity seems to be in use twice; null: it does not. */
  readonly clonedMs: number | null;
  readonly detail: string;
  /** The row with the highest version counts. */
  readonly version: number;
}

const columns = `agent_id AS agentId, facts,
  arrayMap(machine -> CAST((machine.1, machine.2), 'Tuple(bootId String, facts Map(String, String))'), locked) AS locked,
  ${ms('cloned')} AS clonedMs, detail, version`;

/** The current row of every agent that has one. */
export async function readAgentIdentities(db: Database): Promise<AgentIdentityRow[]> {
  return db.query<AgentIdentityRow>(`SELECT ${columns} FROM agent_identities FINAL`);
}

/** Returns when the row is on disk. */
export async function writeAgentIdentity(db: Database, row: AgentIdentityRow): Promise<void> {
  await db.insertRows('agent_identities', [
    {
      agent_id: row.agentId,
      facts: row.facts,
      locked: row.locked.map(({ bootId, facts }) => ({ boot_id: bootId, facts })),
      cloned: fromMsOrNull(row.clonedMs),
      detail: row.detail,
      version: row.version,
    },
  ]);
}
