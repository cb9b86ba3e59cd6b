import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const session = z.object({
  /** Random; names the session when it is ended. */
  id: z.string().min(1),
  role: z.literal('admin'),
  expiresMs: z.number(),
});
export type Session = z.infer<typeof session>;

/** Longest cookie looked at. */
const maxLength = 1_024;

/** `base64url(session as JSON).base64url(HMAC-SHA-256 of what stands before the dot)`. */
export function signSession(value: Session, key: Uint8Array): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${signatureOf(body, key).toString('base64url')}`;
}

/** The session in a cookie; undefined unless it was signed with the key and has not expired. */
export function readSession(
  cookie: string,
  { key, nowMs }: { key: Uint8Array; nowMs: number },
): Session | undefined {
  if (cookie.length > maxLength) return undefined;
  const [body = '', signature = '', ...more] = cookie.split('.');
  if (more.length > 0) return undefined;
  const given = Buffer.from(signature, 'base64url');
  const due = signatureOf(body, key);
  if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
  const value = session.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return value.expiresMs > nowMs ? value : undefined;
}

/** The first words keep this signature apart from any other use of the key. */
function signatureOf(body: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('hostwire session v1\n').update(body).digest();
}
