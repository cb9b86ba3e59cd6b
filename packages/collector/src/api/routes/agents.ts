import type { AgentEntry, HostSummary } from '@hostwire/api';
import { compareVersions, upgradeSetting, type UpgradeReport } from '@hostwire/protocol';
import { readAgentSelf, readHostIssues, type AgentRow } from '@hostwire/storage';
import { hostStateOf } from '../../live/host-summary.ts';
import { sees } from '../../auth/caller.ts';
import { Refusal } from '../../auth/refusal.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { hostClock } from '../host-clock.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { deleteAgent } from './agent-deletion.ts';
import { knownAgent } from './known-agent.ts';

export function agentHandlers(deps: ApiDependencies): HandlersOf<'agents'> {
  const { registry } = deps;
  const changed = async (agent: AgentRow) => ({
    agent: agentEntry(agent, { seen: await deps.fleet.one(agent.host), deps }),
  });
  return {
    list: async ({ request }) => {
      const caller = callerOf(request);
      const seen = new Map((await deps.fleet.all()).map((summary) => [summary.host, summary]));
      const shown = [...registry.agents()].filter(({ labels }) => sees(caller, labels));
      const agents = shown.map((agent) => agentEntry(agent, { seen: seen.get(agent.host), deps }));
      return {
        agents: agents.toSorted((a, b) => (a.host < b.host ? -1 : 1)),
        release: deps.release() ?? null,
      };
    },
    show: async ({ params, request }) => {
      const agent = knownAgent(registry, params.agent, callerOf(request));
      const [seen, self, issues] = await Promise.all([
        deps.fleet.one(agent.host),
        readAgentSelf(deps.db, agent.host),
        readHostIssues(deps.db, agent.host),
      ]);
      const clock = hostClock(deps.sessions.find(agent.agentId));
      return { agent: agentEntry(agent, { seen, deps }), clock, self: self ?? null, issues };
    },
    label: async ({ params, body, request }) =>
      changed(await registry.labelAgent(params.agent, { ...body, actor: actorOf(request) })),
    rename: async ({ params, body: { displayName }, request }) =>
      changed(await registry.renameAgent(params.agent, { displayName, actor: actorOf(request) })),
    // The session of the agent is cut when this resolves.
    revoke: async ({ params, request }) =>
      changed(await registry.revokeAgent(params.agent, { actor: actorOf(request) })),
    accept: async ({ params, request }) => {
      const agent = knownAgent(registry, params.agent, callerOf(request));
      if (agent.revokedMs !== null)
        throw new Refusal('AGENT_REVOKED', `${agent.host} is revoked: enrol it again with a token`);
      const owner = deps.sessions.find(agent.agentId) === undefined ? 'next' : 'connected';
      await deps.identities.accept(agent, owner);
      await registry.noteAcceptance(agent, { actor: actorOf(request), owner });
      return { ...(await changed(agent)), owner } as const;
    },
    rotateKey: async ({ params, request }) =>
      changed(await deps.keys.renewAgent(params.agent, { actor: actorOf(request) })),
    delete: async ({ params, body: { samples }, request }) =>
      deleteAgent({ agent: params.agent, samples, caller: callerOf(request) }, deps),
  };
}

function agentEntry(
  { agentId, host, displayName, enrolledMs, revokedMs, labels, renewal }: AgentRow,
  { seen, deps }: { seen: HostSummary | undefined; deps: ApiDependencies },
): AgentEntry {
  const session = deps.sessions.find(agentId);
  const version = session?.hello?.agentVersion ?? seen?.agentVersion ?? '';
  const lastSeenMs = seen?.lastSeenMs ?? null;
  const arrivedMs = deps.arrivals.lastMs(host) ?? null;
  const heardMs = lastSeenMs === null ? arrivedMs : Math.max(lastSeenMs, arrivedMs ?? 0);
  return {
    agentId,
    host,
    displayName,
    state: hostStateOf(
      { revokedMs, heardMs, schedule: deps.settings.schedule(host, labels) },
      deps.clock.nowMs(),
    ),
    clone: deps.identities.cloneOf(agentId) ?? null,
    connected: session !== undefined,
    enrolledMs,
    revokedMs,
    keySinceMs: renewal.sinceMs,
    keyAskedMs: renewal.askedMs,
    lastSeenMs,
    version,
    labels,
    address: session?.address ?? null,
    behind: compareVersions(version, deps.release() ?? deps.version) < 0,
    upgrade: { allowed: isUpgradeAllowed(host, labels, deps), report: reportOf(session?.upgrade) },
  };
}

function isUpgradeAllowed(host: string, labels: AgentRow['labels'], { settings }: ApiDependencies): boolean {
  return settings
    .effective(host, labels)
    .some(({ key, value }) => key === upgradeSetting.key && value === true);
}

function reportOf(report: UpgradeReport | undefined): AgentEntry['upgrade']['report'] {
  if (report === undefined) return null;
  const { version, state, detail } = report;
  return { version, state, detail };
}
