import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { siteName } from './certificate.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The pages as a browser reaches them: through the proxy, by the name of the site. */
export class Site {
  /** '' or /hostwire. */
  readonly basePath: string;
  readonly #port: number;
  readonly #authority: string;
  cookie = '';

  constructor({ basePath, port, authority }: { basePath: string; port: number; authority: string }) {
    this.basePath = basePath;
    this.#port = port;
    this.#authority = authority;
  }

  /** `path` below the base path. */
  async ask(path: string, options: Ask = {}): Promise<Answer> {
    const response = await this.open(path, options);
    return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) };
  }

  /** The answer as it begins. */
  async open(path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<IncomingMessage> {
    const outgoing = request({
      host: '127.0.0.1',
      port: this.#port,
      servername: siteName,
      ca: this.#authority,
      agent: false,
      method,
      path: `${this.basePath}${path}`,
      headers: {
        host: siteName,
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin: `https://${siteName}` }),
        ...headers,
      },
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return response;
  }

  /** Follows a login link, as it was printed. */
  async signIn(link: string): Promise<Answer> {
    const { origin, pathname, search } = new URL(link);
    if (origin !== `https://${siteName}` || !pathname.startsWith(`${this.basePath}/login`))
      throw new Error(`the login link leads elsewhere: ${link}`);
    const answer = await this.ask(`${pathname.slice(this.basePath.length)}${search}`);
    this.cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    return answer;
  }
}
