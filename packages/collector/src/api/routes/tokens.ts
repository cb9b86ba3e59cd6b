import type { TokenEntry } from '@hostwire/api';
import { formatToken } from '@hostwire/protocol';
import { installCommand } from '../../downloads/install-script.ts';
import type { TokenStatus } from '../../registry/registry-requests.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refusal } from '../../auth/refusal.ts';
import type { RegistryPort } from '../ports.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { knownAgent } from './known-agent.ts';

export function tokenHandlers({ registry, gateway }: ApiDependencies): HandlersOf<'tokens'> {
  return {
    list: async () => ({
      tokens: registry
        .tokens()
        .map((token) => tokenEntry(token, registry))
        .toSorted((a, b) => b.createdMs - a.createdMs),
    }),
    create: async ({ body: { ttlSeconds, uses, labels, cidr, agent: wanted }, request }) => {
      const actor = actorOf(request);
      const ttlMs = ttlSeconds * 1_000;
      // A key for an agent that is there takes its place: making agents does not include it.
      if (wanted !== undefined && !callerOf(request).permissions.includes('admin'))
        throw new Refusal('NOT_ALLOWED', 'a new key for an agent needs the permission "admin"');
      const agent = wanted === undefined ? undefined : knownAgent(registry, wanted, callerOf(request));
      const of = agent === undefined ? { uses, labels } : { uses: 1, labels: {}, agentId: agent.agentId };
      const { token, secret } = await registry.createToken({ ttlMs, cidr, actor, ...of });
      const { url, pin, installs } = gateway();
      const text = formatToken({ id: token.tokenId, secret, pin });
      return {
        id: token.tokenId,
        token: text,
        expiresMs: token.expiresMs,
        uses: token.uses,
        collectorUrl: url,
        enrollCommand:
          installs && agent === undefined
            ? installCommand({ gatewayUrl: url, pin }, text)
            : enrolLine({ url, token: text, isAgain: agent !== undefined }),
      };
    },
    revoke: async ({ params, request }) => ({
      token: tokenEntry(await registry.revokeToken(params.id, { actor: actorOf(request) }), registry),
    }),
  };
}

/** A host that was enrolled before has an identity to replace, and usually a service that runs its agent. */
function enrolLine({ url, token, isAgain }: { url: string; token: string; isAgain: boolean }): string {
  const [program, force] = isAgain ? ['hostwire-agent', ' --force'] : ['npx hostwire-agent', ''];
  const start = isAgain ? 'systemctl restart hostwire-agent' : `${program} run`;
  return `${program} enroll --collector ${url} --token ${token}${force} && ${start}`;
}

function tokenEntry({ token, state, usesLeft }: TokenStatus, registry: RegistryPort): TokenEntry {
  const { tokenId, createdMs, expiresMs, uses, labels, cidr, agentId, revokedMs } = token;
  const agent = agentId === '' ? null : (registry.agent(agentId)?.host ?? agentId);
  const times = { createdMs, expiresMs, revokedMs };
  return { id: tokenId, state, ...times, uses, usesLeft, labels, cidr: [...cidr], agent };
}
