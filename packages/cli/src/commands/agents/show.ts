import type { Command } from 'commander';
import type { AgentDetailResponse, AgentSettingsResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printable, printJson } from '../../terminal.ts';
import { labelText } from '../label-text.ts';

export function registerShow(agents: Command, context: CommandContext): void {
  collectorCommand(
    agents,
    'show <agent>',
    'one agent, by id or host name: state, labels, settings that differ, what it costs',
  ).action(async (agent: string, options: CollectorOptions) => {
    const api = context.api(options);
    const params = { agent };
    const detail = await api.agents.show({ params });
    const { settings } = await api.settings.ofAgent({ params });
    if (options.json) return printJson(context.terminal, { ...detail, settings });
    const lines = [...describeAgent(detail, context.nowMs()), ...describeSettings(settings)];
    context.terminal.out.write(lines.map((line) => `${printable(line)}\n`).join(''));
  });
}

function describeAgent({ agent, clock, self, issues }: AgentDetailResponse, nowMs: number): string[] {
  const mb = (bytes: number | null) => (bytes === null ? '-' : `${(bytes / 2 ** 20).toFixed(1)} MB`);
  const over = (isOver: boolean | null) => (isOver ? ', OVER its budget' : '');
  const cost =
    self === null
      ? 'nothing reported within 5 min'
      : `${self.cpuPct?.toFixed(2) ?? '-'} % of a core${over(self.overCpuBudget)}; ${mb(self.rssBytes)}${over(self.overRssBudget)}`;
  const lines = [
    `host       ${agent.host}${agent.displayName === agent.host ? '' : ` (${agent.displayName})`}`,
    `id         ${agent.agentId}`,
    `state      ${agent.state}, ${agent.connected ? `connected from ${agent.address ?? '-'}` : 'not connected'}`,
    ...describeClone(agent, nowMs),
    `last seen  ${ago(agent.lastSeenMs, nowMs)}`,
    `clock      ${describeClock(clock)}`,
    `version    ${agent.version || '-'}`,
    `enrolled   ${ago(agent.enrolledMs, nowMs)}`,
    `key        since ${ago(agent.keySinceMs, nowMs)}${agent.keyAskedMs === null ? '' : ', to be renewed'}`,
    `labels     ${labelText(agent.labels) || '-'}`,
    `cost       ${cost}`,
  ];
  lines.push(...issues.map((issue) => `not read   ${whereOf(issue)}: ${issue.message}`));
  if (self === null) return lines;
  if (self.slowedGroups)
    lines.push(`slowed     ${self.slowedGroups} groups, to keep the CPU budget (view agent_group)`);
  return [
    ...lines,
    `spool      ${self.spoolBatches ?? '-'} batches not acknowledged, ${mb(self.spoolBytes)}`,
  ];
}

/** `filesystem /mnt inodes_free` */
function whereOf({ group, device, column }: AgentDetailResponse['issues'][number]): string {
  return [group, device, column].filter((part) => part !== '').join(' ');
}

function describeClone({ host, clone }: AgentDetailResponse['agent'], nowMs: number): string[] {
  if (clone === null) return [];
  return [
    `cloned     ${ago(clone.sinceMs, nowMs)}: ${clone.detail}`,
    `           "hostwire agents accept ${host}" says that the machine that is connected now is the right one, or the next where none is`,
  ];
}

function describeClock(clock: AgentDetailResponse['clock']): string {
  if (clock === null) return 'not known while it is not connected';
  const offset = `${clock.offsetMs > 0 ? '+' : ''}${clock.offsetMs} ms against the collector`;
  return clock.isTolerated
    ? offset
    : `${offset}, OUT OF TOLERANCE: its samples are filed under the time they are received. Set the clock of the host`;
}

function describeSettings(settings: AgentSettingsResponse['settings']): string[] {
  const set = settings.filter(({ source }) => source !== 'default');
  if (set.length === 0) return ['settings   all as by default'];
  return set.map(
    ({ key, value, source, target }) => `setting    ${key} = ${JSON.stringify(value)} (${source} ${target})`,
  );
}
