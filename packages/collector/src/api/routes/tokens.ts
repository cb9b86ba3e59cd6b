import { formatToken } from '@hostwire/protocol';
import { z } from 'zod';
import type { TokenStatus } from '../../registry/registry.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { actorOf } from '../access-control.ts';
import {
  createdToken,
  createTokenRequest,
  tokenAnswer,
  tokensAnswer,
  type TokenEntry,
} from '../schemas/token.ts';

const tokenParams = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/, 'must be the 16 hex digits of a token id'),
});

export function tokenRoutes(app: ApiApp, { registry, gateway }: ApiDependencies): void {
  app.get(
    '/api/v1/tokens',
    { schema: { summary: 'Enrolment tokens', response: { 200: tokensAnswer } } },
    async () => ({
      tokens: registry
        .tokens()
        .map(tokenEntry)
        .toSorted((a, b) => b.createdMs - a.createdMs),
    }),
  );

  app.post(
    '/api/v1/tokens',
    {
      schema: {
        summary: 'Make a token that enrols hosts',
        body: createTokenRequest,
        response: { 200: createdToken },
      },
    },
    async (request) => {
      const { ttlSeconds, uses, labels, cidr } = request.body;
      const actor = actorOf(request);
      const { token, secret } = await registry.createToken({
        ttlMs: ttlSeconds * 1_000,
        uses,
        labels,
        cidr,
        actor,
      });
      const { url, pin } = gateway();
      const text = formatToken({ id: token.tokenId, secret, pin });
      return {
        id: token.tokenId,
        token: text,
        expiresMs: token.expiresMs,
        uses,
        collectorUrl: url,
        enrollCommand: `npx hostwire-agent enroll --collector ${url} --token ${text}`,
      };
    },
  );

  app.post(
    '/api/v1/tokens/:id/revoke',
    { schema: { summary: 'Make a token useless', params: tokenParams, response: { 200: tokenAnswer } } },
    async (request) => ({
      token: tokenEntry(await registry.revokeToken(request.params.id, { actor: actorOf(request) })),
    }),
  );
}

function tokenEntry({ token, state, usesLeft }: TokenStatus): TokenEntry {
  const { tokenId, createdMs, expiresMs, uses, labels, cidr, revokedMs } = token;
  return { id: tokenId, state, createdMs, expiresMs, uses, usesLeft, labels, cidr: [...cidr], revokedMs };
}
