import { readAgentSelf, type AgentRow } from '@hostwire/storage';
import { hostStateOf } from '../../live/host-summary.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { actorOf } from '../access-control.ts';
import { hostClock } from '../host-clock.ts';
import {
  agentAnswer,
  agentDetailAnswer,
  agentParams,
  agentsAnswer,
  renameRequest,
  type AgentEntry,
} from '../schemas/agent.ts';
import type { HostSummary } from '../schemas/host.ts';
import { labelChange } from '../schemas/label.ts';
import { agentDeletionRoute } from './agent-deletion.ts';
import { knownAgent } from './known-agent.ts';

export function agentRoutes(app: ApiApp, deps: ApiDependencies): void {
  agentNameRoutes(app, deps);
  agentDeletionRoute(app, deps);
  app.get(
    '/api/v1/agents',
    { schema: { summary: 'Every enrolled agent', response: { 200: agentsAnswer } } },
    async () => {
      const seen = new Map((await deps.fleet.all()).map((summary) => [summary.host, summary]));
      const agents = [...deps.registry.agents()].map((agent) =>
        agentEntry(agent, { seen: seen.get(agent.host), deps }),
      );
      return { agents: agents.toSorted((a, b) => (a.host < b.host ? -1 : 1)) };
    },
  );

  app.get(
    '/api/v1/agents/:agent',
    {
      schema: {
        summary: 'One agent, with what it told of itself last',
        params: agentParams,
        response: { 200: agentDetailAnswer },
      },
    },
    async (request) => {
      const agent = knownAgent(deps.registry, request.params.agent);
      const [seen, self] = await Promise.all([
        deps.fleet.one(agent.host),
        readAgentSelf(deps.db, agent.host),
      ]);
      const clock = hostClock(deps.sessions.find(agent.agentId));
      return { agent: agentEntry(agent, { seen, deps }), clock, self: self ?? null };
    },
  );

  app.post(
    '/api/v1/agents/:agent/revoke',
    {
      schema: {
        summary: 'Shut an agent out for ever: its session is cut when the answer comes',
        params: agentParams,
        response: { 200: agentAnswer },
      },
    },
    async (request) => {
      const agent = await deps.registry.revokeAgent(request.params.agent, { actor: actorOf(request) });
      return { agent: agentEntry(agent, { seen: await deps.fleet.one(agent.host), deps }) };
    },
  );
}

/** What an agent is called, and how it is grouped. */
function agentNameRoutes(app: ApiApp, deps: ApiDependencies): void {
  app.post(
    '/api/v1/agents/:agent/labels',
    {
      schema: {
        summary: 'Set and remove labels of an agent',
        params: agentParams,
        body: labelChange,
        response: { 200: agentAnswer },
      },
    },
    async (request) => {
      const change = { ...request.body, actor: actorOf(request) };
      const agent = await deps.registry.labelAgent(request.params.agent, change);
      return { agent: agentEntry(agent, { seen: await deps.fleet.one(agent.host), deps }) };
    },
  );

  app.post(
    '/api/v1/agents/:agent/rename',
    {
      schema: {
        summary: 'Give an agent another name to show; the name of its host stays',
        params: agentParams,
        body: renameRequest,
        response: { 200: agentAnswer },
      },
    },
    async (request) => {
      const { displayName } = request.body;
      const to = { displayName, actor: actorOf(request) };
      const agent = await deps.registry.renameAgent(request.params.agent, to);
      return { agent: agentEntry(agent, { seen: await deps.fleet.one(agent.host), deps }) };
    },
  );
}

function agentEntry(
  { agentId, host, displayName, enrolledMs, revokedMs, labels }: AgentRow,
  { seen, deps }: { seen: HostSummary | undefined; deps: ApiDependencies },
): AgentEntry {
  const session = deps.sessions.find(agentId);
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
    connected: session !== undefined,
    enrolledMs,
    revokedMs,
    lastSeenMs,
    version: seen?.agentVersion ?? '',
    labels,
    address: session?.address ?? null,
  };
}
