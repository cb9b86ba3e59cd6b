/**
 * Sessions that were ended before they expired. A cookie is good by its signature alone, so this short list is what
 * makes "log out" true also for a copy of the cookie. Kept in a file of the collector's folder, on disk before `end`
 * resolves. Limit: `maxEnded`, those that expire first are dropped.
 */
import { readFile } from 'node:fs/promises';
import { HostwireError, errorCode, writeFileDurably, type Clock } from '@hostwire/runtime';
import { z } from 'zod';
import type { Session } from './session-cookie.ts';

const maxEnded = 10_000;
const fileContent = z.array(z.object({ id: z.string(), expiresMs: z.number() }));

export class EndedSessions {
  readonly #path: string;
  readonly #clock: Clock;
  #expiry = new Map<string, number>();
  #writing: Promise<void> = Promise.resolve();

  constructor({ path, clock }: { path: string; clock: Clock }) {
    this.#path = path;
    this.#clock = clock;
  }

  /** Throws ENDED_SESSIONS_INVALID when the file is not what this class writes. */
  async start(): Promise<void> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      throw error;
    }
    try {
      this.#expiry = new Map(fileContent.parse(JSON.parse(text)).map(({ id, expiresMs }) => [id, expiresMs]));
    } catch (error) {
      throw new HostwireError(
        'ENDED_SESSIONS_INVALID',
        `${this.#path} is damaged: remove it together with cookie.key beside it (everybody logs in again)`,
        { cause: error },
      );
    }
  }

  async stop(): Promise<void> {
    await this.#writing;
  }

  has(id: string): boolean {
    return this.#expiry.has(id);
  }

  /** In force at once; resolves when it is on disk. */
  async end(session: Session): Promise<void> {
    this.#expiry.set(session.id, session.expiresMs);
    const nowMs = this.#clock.nowMs();
    const kept = [...this.#expiry]
      .filter(([, expiresMs]) => expiresMs > nowMs)
      .toSorted(([, a], [, b]) => b - a);
    this.#expiry = new Map(kept.slice(0, maxEnded));
    const text = JSON.stringify([...this.#expiry].map(([id, expiresMs]) => ({ id, expiresMs })));
    const before = this.#writing.catch(() => undefined);
    const write = before.then(() => writeFileDurably(this.#path, text, { mode: 0o600 }));
    this.#writing = write.catch(() => undefined); // whoever called has the error
    await write;
  }
}
