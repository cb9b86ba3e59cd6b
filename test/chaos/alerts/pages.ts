/** A webhook that takes messages, refuses some or breaks off, and keeps what it took. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Page {
  readonly messageId: string;
  readonly state: string;
  readonly host: string;
}

export interface PagesVerdict {
  readonly messages: number;
  /** Sent again with the same id, which a receiver recognises. */
  readonly sentAgain: number;
  readonly lost: readonly string[];
  /** The same under another id. */
  readonly repeated: readonly string[];
  readonly invented: readonly string[];
}

export async function receivePages(random: () => number) {
  const pages: Page[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const fate = random();
      if (fate < 0.06) return void request.socket.destroy();
      if (fate < 0.12) return void response.writeHead(503).end();
      if (fate < 0.16) return void response.writeHead(429, { 'retry-after': '0.1' }).end();
      pages.push(JSON.parse(body) as Page);
      // Taken, and the answer is lost: the sender cannot know.
      if (fate < 0.22) return void request.socket.destroy();
      return void response.end('ok');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    has: (host: string, state: string) => pages.some((page) => page.host === host && page.state === state),
    /** `expected`: hosts that breached and came back. */
    judge: (expected: ReadonlySet<string>): PagesVerdict => judge(pages, expected),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function judge(pages: readonly Page[], expected: ReadonlySet<string>): PagesVerdict {
  const ids = new Map<string, Set<string>>();
  for (const { host, state, messageId } of pages) {
    const key = `${host} ${state}`;
    ids.set(key, (ids.get(key) ?? new Set()).add(messageId));
  }
  const wanted = [...expected].flatMap((host) => [`${host} firing`, `${host} resolved`]);
  const distinct = [...ids.values()].reduce((sum, each) => sum + each.size, 0);
  return {
    messages: distinct,
    sentAgain: pages.length - distinct,
    lost: wanted.filter((key) => !ids.has(key)),
    repeated: [...ids].flatMap(([key, each]) => (each.size > 1 ? [key] : [])),
    invented: [...ids.keys()].filter((key) => !wanted.includes(key)),
  };
}
