import type { Database } from './database.ts';

/** How far one epoch of an agent is committed. */
export interface Mark {
  /** The highest committed sequence number; all below it are committed too. */
  readonly seq: number;
  /** Hash of the batch with that number: 16 hex digits. */
  readonly hash: string;
}

export interface MarkKey {
  readonly agentId: string;
  /** 16 hex digits. */
  readonly epoch: string;
}

/** Key: `${agentId}/${epoch}`. An epoch without an entry has nothing committed. */
export type Marks = Map<`${string}/${string}`, Mark>;

interface MarkRow extends MarkKey, Mark {}

/** Agents per statement; their ids travel in the URL. */
const maxAgentsPerQuery = 1000;

const identifier = (column: string): string => `leftPad(lower(hex(${column})), 16, '0')`;

/** Answered from the projection `marks`, whose expressions these must repeat. */
const selection = `SELECT toString(agent_id) AS agentId, ${identifier('epoch')} AS epoch, max(samples.seq) AS seq,
  ${identifier('argMaxIf(batch_hash, samples.seq, idx = 0)')} AS hash
  FROM samples`;
const grouping = 'GROUP BY agent_id, samples.epoch';

/** What is committed, of the given epochs or of all. */
export async function readMarks(db: Database, keys?: readonly MarkKey[]): Promise<Marks> {
  if (keys === undefined) return byKey(await db.query<MarkRow>(`${selection} ${grouping}`));
  const marks: Marks = new Map();
  const wanted = new Set(keys.map(({ agentId, epoch }) => `${agentId}/${epoch}`));
  const agents = [...new Set(keys.map(({ agentId }) => agentId))];
  for (let i = 0; i < agents.length; i += maxAgentsPerQuery) {
    const rows = await db.query<MarkRow>(`${selection} WHERE agent_id IN {agents:Array(UUID)} ${grouping}`, {
      agents: agents.slice(i, i + maxAgentsPerQuery),
    });
    for (const [key, mark] of byKey(rows)) if (wanted.has(key)) marks.set(key, mark);
  }
  return marks;
}

function byKey(rows: readonly MarkRow[]): Marks {
  return new Map(rows.map(({ agentId, epoch, seq, hash }) => [`${agentId}/${epoch}`, { seq, hash }]));
}
