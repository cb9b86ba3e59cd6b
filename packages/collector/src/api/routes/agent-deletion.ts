import { deleteAgentSamples } from '@hostwire/storage';
import { requireRevoked } from '../../registry/registry.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { actorOf } from '../access-control.ts';
import { agentParams, deletionAnswer, deletionRequest } from '../schemas/agent.ts';
import { knownAgent } from './known-agent.ts';

/** For so long a request works on samples before it tells how much is left. */
const deletionWaitMs = 5_000;

export function agentDeletionRoute(app: ApiApp, { registry, settings, db }: ApiDependencies): void {
  app.post(
    '/api/v1/agents/:agent/delete',
    {
      schema: {
        summary: 'Forget a revoked agent; with its samples: ask again until it is deleted',
        params: agentParams,
        body: deletionRequest,
        response: { 200: deletionAnswer },
      },
    },
    async (request) => {
      const agent = requireRevoked(knownAgent(registry, request.params.agent));
      const { agentId, host } = agent;
      const isKept = request.body.samples === 'keep';
      const daysLeft = isKept ? null : await deleteAgentSamples(db, { agent, waitMs: deletionWaitMs });
      if (daysLeft !== null && daysLeft > 0) return { deleted: false, host, daysLeft };
      const actor = actorOf(request);
      await settings.forgetHost(host, { actor });
      await registry.deleteAgent(agentId, { actor, samples: isKept ? 'samples kept' : 'samples deleted' });
      return { deleted: true, host, daysLeft };
    },
  );
}
