import type { TokenEntry } from '@hostwire/api';
import { formatToken } from '@hostwire/protocol';
import { installCommand } from '../../downloads/install-script.ts';
import type { TokenStatus } from '../../registry/registry-requests.ts';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function tokenHandlers({ registry, gateway }: ApiDependencies): HandlersOf<'tokens'> {
  return {
    list: async () => ({
      tokens: registry
        .tokens()
        .map(tokenEntry)
        .toSorted((a, b) => b.createdMs - a.createdMs),
    }),
    create: async ({ body: { ttlSeconds, uses, labels, cidr }, request }) => {
      const actor = actorOf(request);
      const ttlMs = ttlSeconds * 1_000;
      const { token, secret } = await registry.createToken({ ttlMs, uses, labels, cidr, actor });
      const { url, pin, installs } = gateway();
      const text = formatToken({ id: token.tokenId, secret, pin });
      return {
        id: token.tokenId,
        token: text,
        expiresMs: token.expiresMs,
        uses,
        collectorUrl: url,
        enrollCommand: installs
          ? installCommand({ gatewayUrl: url, pin }, text)
          : `npx hostwire-agent enroll --collector ${url} --token ${text} && npx hostwire-agent run`,
      };
    },
    revoke: async ({ params, request }) => ({
      token: tokenEntry(await registry.revokeToken(params.id, { actor: actorOf(request) })),
    }),
  };
}

function tokenEntry({ token, state, usesLeft }: TokenStatus): TokenEntry {
  const { tokenId, createdMs, expiresMs, uses, labels, cidr, revokedMs } = token;
  return { id: tokenId, state, createdMs, expiresMs, uses, usesLeft, labels, cidr: [...cidr], revokedMs };
}
