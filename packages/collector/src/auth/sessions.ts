/**
 * Sessions of people. A cookie holds the id of its session and a signature over it: the file of sessions alone, without
 * the key beside it, opens nothing. A session ends when its user or somebody else ends it, when its user is disabled,
 * after `idleMs` without a request, and after `absoluteMs` in any case. Limit: `maxPerUser`, the oldest ends.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@hostwire/runtime';
import type { SessionKey } from '../keys/cookie-key.ts';
import type { AuthFile, Session } from './auth-file.ts';

export const sessionLimits = {
  idleMs: 7 * 86_400_000,
  absoluteMs: 30 * 86_400_000,
  maxPerUser: 50,
  /** Longest cookie looked at. */
  maxCookieLength: 256,
} as const;
/** The time of the last use is kept to the minute, so that not every request writes the file. */
const usedResolutionMs = 60_000;

export interface SessionOptions {
  readonly file: AuthFile;
  readonly clock: Clock;
  /** Signs cookies. */
  readonly key: Pick<SessionKey, 'current'>;
}

export class Sessions {
  readonly #file: AuthFile;
  readonly #clock: Clock;
  readonly #key: Pick<SessionKey, 'current'>;

  constructor({ file, clock, key }: SessionOptions) {
    this.#file = file;
    this.#clock = clock;
    this.#key = key;
  }

  /** Open ones, the newest first. */
  list(): Session[] {
    return [...this.#file.sessions.values()]
      .filter((session) => this.isOpen(session))
      .toSorted((a, b) => b.createdMs - a.createdMs);
  }

  async begin(of: {
    user: string;
    address: string;
    browser: string;
    /** Default: as `sessionLimits` say. */
    lastsMs?: number | undefined;
  }): Promise<{ session: Session; cookie: string }> {
    const { user, address, browser, lastsMs } = of;
    const nowMs = this.#clock.nowMs();
    const id = randomBytes(16).toString('hex');
    const session: Session = {
      id,
      createdMs: nowMs,
      usedMs: nowMs,
      ...(lastsMs === undefined ? {} : { untilMs: nowMs + lastsMs }),
      user,
      address,
      browser: browser.slice(0, 200),
    };
    this.#file.sessions.set(id, session);
    for (const each of this.#file.sessions.values())
      if (!this.isOpen(each)) this.#file.sessions.delete(each.id);
    const tooMany = this.list()
      .filter((each) => each.user === user)
      .slice(sessionLimits.maxPerUser);
    for (const each of tooMany) this.#file.sessions.delete(each.id);
    await this.#file.save();
    return { session, cookie: `${id}.${this.#signatureOf(id).toString('base64url')}` };
  }

  /** The open session of a cookie. */
  use(cookie: string): Session | undefined {
    if (cookie.length > sessionLimits.maxCookieLength) return undefined;
    const [id = '', signature = ''] = cookie.split('.');
    const given = Buffer.from(signature, 'base64url');
    const due = this.#signatureOf(id);
    if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
    const session = this.#file.sessions.get(id);
    if (session === undefined || !this.isOpen(session)) return undefined;
    const nowMs = this.#clock.nowMs();
    if (nowMs - session.usedMs >= usedResolutionMs) {
      this.#file.sessions.set(id, { ...session, usedMs: nowMs });
      this.#file.save().catch(() => undefined); // when it was used last is not worth a failed request
    }
    return session;
  }

  isOpen({ id }: Pick<Session, 'id'>): boolean {
    const session = this.#file.sessions.get(id);
    if (session === undefined || this.#file.users.get(session.user)?.disabled === true) return false;
    return this.#clock.nowMs() < expiryOf(session);
  }

  /** Those that are open and that `ends` says. Resolves to their number, when they are ended for ever. */
  async end(ends: (session: Session) => boolean): Promise<number> {
    const ended = this.list().filter(ends);
    for (const { id } of ended) this.#file.sessions.delete(id);
    if (ended.length > 0) await this.#file.save();
    return ended.length;
  }

  /** The first words keep this signature apart from any other use of the key. */
  #signatureOf(id: string): Buffer {
    return createHmac('sha256', this.#key.current).update('hostwire session\n').update(id).digest();
  }
}

/** When a session ends that is not used any more. */
export function expiryOf({ createdMs, usedMs, untilMs = Infinity }: Session): number {
  return Math.min(createdMs + sessionLimits.absoluteMs, usedMs + sessionLimits.idleMs, untilMs);
}
