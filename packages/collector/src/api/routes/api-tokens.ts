import type { ApiTokenEntry } from '@hostwire/api';
import { readAuditLog } from '@hostwire/storage';
import type { ApiToken } from '../../auth/auth-file.ts';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function apiTokenHandlers({ auth, audit }: ApiDependencies): HandlersOf<'apiTokens'> {
  const entryOf = (token: ApiToken): ApiTokenEntry => {
    const { id, name, scopes, createdMs, createdBy, expiresMs, usedMs, revokedMs } = token;
    const state = revokedMs !== null ? 'revoked' : auth.apiTokens.isGood(token) ? 'valid' : 'expired';
    return { id, name, state, scopes, createdMs, createdBy, expiresMs, usedMs };
  };
  return {
    list: async () => ({ apiTokens: auth.apiTokens.list().map(entryOf) }),
    create: async ({ body: { name, scopes, ttlSeconds }, request }) => {
      const actor = actorOf(request);
      const ttlMs = ttlSeconds === null ? null : ttlSeconds * 1_000;
      const { token, text } = await auth.apiTokens.create({ name, scopes, ttlMs, createdBy: actor });
      const object = `API token ${name} (${token.id})`;
      await audit.record({ actor, action: 'api_token.create', object, detail: scopes.join(' ') });
      return { apiToken: entryOf(token), token: text };
    },
    revoke: async ({ params, request }) => {
      const token = await auth.apiTokens.revoke(params.id);
      const object = `API token ${token.name} (${token.id})`;
      await audit.record({ actor: actorOf(request), action: 'api_token.revoke', object, detail: '' });
      return { apiToken: entryOf(token) };
    },
  };
}

export function auditLogHandlers({ db }: ApiDependencies): HandlersOf<'auditLog'> {
  return { list: async ({ query }) => ({ entries: await readAuditLog(db, query) }) };
}
