import { randomBytes } from 'node:crypto';
import { hashSecret } from './enrolment.ts';
import type { IssuedToken, TokenRequest } from './registry-requests.ts';

const tokenIdBytes = 8;
const tokenSecretBytes = 32;

/** A new enrolment token; only the hash of its secret is for the database. */
export function issueToken(
  { ttlMs, uses, labels, cidr, agentId = '' }: TokenRequest,
  nowMs: number,
): IssuedToken {
  const secret = randomBytes(tokenSecretBytes);
  const tokenId = randomBytes(tokenIdBytes).toString('hex');
  const lifetime = { createdMs: nowMs, expiresMs: nowMs + ttlMs, revokedMs: null };
  const given = { uses, labels, cidr, agentId };
  const token = { tokenId, secretHash: hashSecret(secret), ...lifetime, ...given, version: 1 };
  return { token, secret };
}
