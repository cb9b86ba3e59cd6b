import type { Command } from 'commander';
import type { AgentResponse, AgentDetailResponse, AgentEntry, AgentSettingsResponse } from '@hostwire/api';
import type { CollectorOptions, CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { ago, printable, printJson, printListing } from '../terminal.ts';
import { registerAgentDeletion } from './agent-deletion.ts';
import { registerAgentSettings } from './agent-settings.ts';
import { labelText } from './token.ts';

export function registerAgents(program: Command, context: CommandContext): void {
  const agents = program.command('agents').description('enrolled agents');
  registerList(agents, context);
  registerShow(agents, context);
  registerLabel(agents, context);
  registerRename(agents, context);
  registerAgentSettings(agents, context);
  registerRevoke(agents, context);
  registerAgentDeletion(agents, context);
}

function registerList(agents: Command, context: CommandContext): void {
  agents
    .command('list')
    .description('every agent that is or was enrolled')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (options: CollectorOptions) => {
      const answer = await context.api(options.data).get<{ agents: AgentEntry[] }>('/api/v1/agents');
      if (options.json) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.agents,
        columns: {
          HOST: (a) => a.host,
          STATE: (a) => a.state,
          CONNECTED: (a) => (a.connected ? 'yes' : 'no'),
          'LAST SEEN': (a) => ago(a.lastSeenMs, context.nowMs()),
          VERSION: (a) => a.version,
          ENROLLED: (a) => ago(a.enrolledMs, context.nowMs()),
          LABELS: (a) => labelText(a.labels),
          ID: (a) => a.agentId,
        },
        whenEmpty: 'No agents yet. "hostwire token create" prints the line that enrols one.',
      });
    });
}

function registerShow(agents: Command, context: CommandContext): void {
  agents
    .command('show <agent>')
    .description('one agent, by id or host name: state, labels, settings that differ, what it costs')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (agent: string, options: CollectorOptions) => {
      const api = context.api(options.data);
      const path = `/api/v1/agents/${encodeURIComponent(agent)}`;
      const detail = await api.get<AgentDetailResponse>(path);
      const { settings } = await api.get<AgentSettingsResponse>(`${path}/settings`);
      if (options.json) return printJson(context.terminal, { ...detail, settings });
      const lines = [...describeAgent(detail, context.nowMs()), ...describeSettings(settings)];
      context.terminal.out.write(lines.map((line) => `${printable(line)}\n`).join(''));
    });
}

function describeAgent({ agent, clock, self }: AgentDetailResponse, nowMs: number): string[] {
  const mb = (bytes: number | null) => (bytes === null ? '-' : `${(bytes / 2 ** 20).toFixed(1)} MB`);
  const over = (isOver: boolean | null) => (isOver ? ', OVER its budget' : '');
  const cost =
    self === null
      ? 'nothing told within 5 min'
      : `${self.cpuPct?.toFixed(2) ?? '-'} % of a core${over(self.overCpuBudget)}; ${mb(self.rssBytes)}${over(self.overRssBudget)}`;
  const lines = [
    `host       ${agent.host}${agent.displayName === agent.host ? '' : ` (${agent.displayName})`}`,
    `id         ${agent.agentId}`,
    `state      ${agent.state}, ${agent.connected ? `connected from ${agent.address ?? '-'}` : 'not connected'}`,
    `last seen  ${ago(agent.lastSeenMs, nowMs)}`,
    `clock      ${describeClock(clock)}`,
    `version    ${agent.version || '-'}`,
    `enrolled   ${ago(agent.enrolledMs, nowMs)}`,
    `labels     ${labelText(agent.labels) || '-'}`,
    `cost       ${cost}`,
  ];
  if (self === null) return lines;
  if (self.slowedGroups)
    lines.push(`slowed     ${self.slowedGroups} groups, to keep the CPU budget (view agent_group)`);
  if (self.troubles)
    lines.push(
      `not read   ${self.troubles} of its groups, mounts and files: hostwire-agent status, on the host, says which`,
    );
  return [
    ...lines,
    `spool      ${self.spoolBatches ?? '-'} batches not acknowledged, ${mb(self.spoolBytes)}`,
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

function registerLabel(agents: Command, context: CommandContext): void {
  agents
    .command('label <agent> <changes...>')
    .description('set labels (env=prod) and remove them (role-), of an agent by id or host name')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (agent: string, changes: readonly string[], options: CollectorOptions) => {
      const path = `/api/v1/agents/${encodeURIComponent(agent)}/labels`;
      const answer = await context.api(options.data).post<AgentResponse>(path, labelChangeOf(changes));
      if (options.json) return printJson(context.terminal, answer);
      const { host, labels } = answer.agent;
      context.terminal.out.write(printable(`${host}: ${labelText(labels) || 'no labels'}`) + '\n');
    });
}

function labelChangeOf(changes: readonly string[]): { set: Record<string, string>; remove: string[] } {
  const set: Record<string, string> = {};
  const remove: string[] = [];
  for (const change of changes) {
    const at = change.indexOf('=');
    if (at > 0) set[change.slice(0, at)] = change.slice(at + 1);
    else if (at < 0 && change.length > 1 && change.endsWith('-')) remove.push(change.slice(0, -1));
    else
      throw new CommandError(exitCode.usage, `got "${change}", expected key=value to set or key- to remove.`);
  }
  return { set, remove };
}

function registerRename(agents: Command, context: CommandContext): void {
  agents
    .command('rename <agent> <name>')
    .description('give an agent another name to show; the host name in the data stays')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (agent: string, displayName: string, options: CollectorOptions) => {
      const path = `/api/v1/agents/${encodeURIComponent(agent)}/rename`;
      const answer = await context.api(options.data).post<AgentResponse>(path, { displayName });
      if (options.json) return printJson(context.terminal, answer);
      const { host, displayName: name } = answer.agent;
      context.terminal.out.write(printable(`${host} is shown as ${name}.`) + '\n');
    });
}

function registerRevoke(agents: Command, context: CommandContext): void {
  agents
    .command('revoke <agent>')
    .description('lock an agent out, by id or host name: its session is cut at once and it cannot return')
    .option('--data <dir>', 'data folder of the collector')
    .option('--json', 'print JSON')
    .action(async (agent: string, options: CollectorOptions) => {
      const answer = await context
        .api(options.data)
        .post<{ agent: AgentEntry }>(`/api/v1/agents/${encodeURIComponent(agent)}/revoke`);
      if (options.json) return printJson(context.terminal, answer);
      context.terminal.out.write(
        `Agent ${answer.agent.host} (${answer.agent.agentId}) is revoked. Its data stays.\n`,
      );
    });
}
