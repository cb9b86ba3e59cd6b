import type { AgentRow } from '@hostwire/storage';
import { z } from 'zod';
import { hostStateOf } from '../../live/host-summary.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { actorOf } from '../door.ts';
import { agentAnswer, agentsAnswer, type AgentEntry } from '../schemas/agent.ts';
import type { HostSummary } from '../schemas/host.ts';

const agentParams = z.object({ agent: z.string().min(1).max(255).describe('agent id or host name') });

export function agentRoutes(app: ApiApp, deps: ApiDependencies): void {
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
    state: hostStateOf({ revokedMs, heardMs }, deps.clock.nowMs()),
    connected: session !== undefined,
    enrolledMs,
    revokedMs,
    lastSeenMs,
    version: seen?.agentVersion ?? '',
    labels,
    address: session?.address ?? null,
  };
}
