import type { HostDetail } from '../api/types.ts';
import { noValue } from '../format/quantity.ts';

/** What a host's page tells of something in one line. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly title?: string;
  /** Something is to be done about it. */
  readonly isWarning?: boolean;
}

type AgentOfHost = Pick<HostDetail, 'agentVersion' | 'connected' | 'self' | 'issues'>;

/** The agent's version, and what is not as it should be. */
export function agentFact({ agentVersion, connected, self, issues }: AgentOfHost): Fact {
  const version = agentVersion || noValue;
  if (!connected) return { name: 'Agent', value: `${version}, not connected` };
  const { slowedGroups, overCpuBudget, overRssBudget, issues: unread } = self ?? {};
  const budgets = [overCpuBudget ? 'CPU' : [], overRssBudget ? 'memory' : []].flat();
  const said = [
    slowedGroups ? `${groups(slowedGroups)} read more rarely to keep the CPU budget` : [],
    budgets.length > 0 ? `over its budget of ${budgets.join(' and ')}` : [],
    unread ? `${unread} not read` : [],
  ].flat();
  if (said.length === 0) return { name: 'Agent', value: version };
  const notRead = issues.map(
    ({ group, device, message }) => `${[group, device].join(' ').trim()}: ${message}`,
  );
  const title = [...notRead, 'The views agent, agent_group and issue say more'].join('\n');
  return { name: 'Agent', value: [version, ...said].join(', '), title, isWarning: true };
}

function groups(count: number): string {
  return count === 1 ? '1 group' : `${count} groups`;
}
