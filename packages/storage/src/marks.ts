import type { Database } from './database.ts';
import { readHoles } from './history/holes.ts';
import type { Mark, MarkKey } from './mark.ts';

export type { Mark, MarkKey } from './mark.ts';

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

/**
 * What is committed, of the given epochs or of all. Where the database lost something, the mark is below the hole: the newest
 * number alone would hide it.
 */
export async function readMarks(db: Database, keys?: readonly MarkKey[]): Promise<Marks> {
  const marks: Marks = new Map();
  if (keys?.length === 0) return marks;
  if (keys === undefined) {
    for (const [key, mark] of byKey(await db.query<MarkRow>(`${selection} ${grouping}`)))
      marks.set(key, mark);
    for (const { agentId, epoch, mark } of await readHoles(db)) marks.set(`${agentId}/${epoch}`, mark);
    return marks;
  }
  const wanted = new Set(keys.map(({ agentId, epoch }) => `${agentId}/${epoch}`));
  const agents = [...new Set(keys.map(({ agentId }) => agentId))];
  for (let i = 0; i < agents.length; i += maxAgentsPerQuery) {
    const rows = await db.query<MarkRow>(`${selection} WHERE agent_id IN {agents:Array(UUID)} ${grouping}`, {
      agents: agents.slice(i, i + maxAgentsPerQuery),
    });
    for (const [key, mark] of byKey(rows)) if (wanted.has(key)) marks.set(key, mark);
  }
  for (const { agentId, epoch, mark } of await readHoles(db, agents)) {
    if (wanted.has(`${agentId}/${epoch}`)) marks.set(`${agentId}/${epoch}`, mark);
  }
  return marks;
}

function byKey(rows: readonly MarkRow[]): Marks {
  return new Map(rows.map(({ agentId, epoch, seq, hash }) => [`${agentId}/${epoch}`, { seq, hash }]));
}
