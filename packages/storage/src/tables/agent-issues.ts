import type { HostIssue } from '@hostwire/protocol';
import type { Database } from '../database.ts';
import type { QueryRunner } from '../query-runner.ts';
import { fromMs, ms } from './moment.ts';

/** What an agent cannot read, or no batch can hold, as it said last. */
export interface AgentIssuesRow {
  readonly agentId: string;
  readonly host: string;
  readonly receivedMs: number;
  readonly issues: readonly HostIssue[];
}

const tuple = 'Tuple(group String, device String, column String, code String, message String)';
const zipped = `CAST(arrayZip(issues.group, issues.device, issues.column, issues.code, issues.message), 'Array(${tuple})')`;

/** What every agent that ever had an issue said last. */
export async function readAgentIssues(db: Database): Promise<AgentIssuesRow[]> {
  return db.query<AgentIssuesRow>(
    `SELECT agent_id AS agentId, host, ${ms('received')} AS receivedMs, ${zipped} AS issues FROM agent_issues FINAL`,
  );
}

/** Of one enrolled host. */
export async function readHostIssues(db: QueryRunner, host: string): Promise<HostIssue[]> {
  return db.query<HostIssue>(
    'SELECT group, device, column, code, message FROM issue WHERE host = {host:String} ORDER BY group, device, column, code',
    { host },
  );
}

/** Returns when the row is on disk. */
export async function writeAgentIssues(
  db: Database,
  { agentId, host, receivedMs, issues }: AgentIssuesRow,
): Promise<void> {
  await db.insertRows('agent_issues', [
    {
      agent_id: agentId,
      host,
      received: fromMs(receivedMs),
      'issues.group': issues.map((issue) => issue.group),
      'issues.device': issues.map((issue) => issue.device),
      'issues.column': issues.map((issue) => issue.column),
      'issues.code': issues.map((issue) => issue.code),
      'issues.message': issues.map((issue) => issue.message),
    },
  ]);
}
