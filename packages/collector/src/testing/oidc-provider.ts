import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type TestClaims = Record<string, unknown>;

/** A small OpenID Connect provider: it checks what a client has to send, and whoever comes is signed in at once. */
export class TestOidcProvider {
  readonly clientId = 'hostwire';
  readonly clientSecret = 'a secret & more';
  /** What the next ID tokens say, over what is right. */
  idToken: TestClaims = {};
  /** What stands in the answer about the user only. */
  userInfo: TestClaims = {};
  /** Signs ID tokens in the place of the key that is published. */
  otherKey: KeyObject | undefined;
  /** Instead of a code: the user said no. */
  refuses = false;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #codes = new Map<string, URLSearchParams>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.writeHead(400).end(String(error)));
    });
  }

  static async start(port = 0): Promise<TestOidcProvider> {
    const provider = new TestOidcProvider();
    provider.#server.listen(port, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.issuer);
    const json = (body: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration') return void json(this.#metadata());
    if (pathname === '/jwks')
      return void json({ keys: [{ ...this.#publicKey(), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    if (pathname === '/authorize') {
      this.#authorize(searchParams, response);
      return;
    }
    if (pathname === '/userinfo') return void json({ sub: 'u1', ...this.userInfo });
    if (pathname === '/token')
      return void json(this.#exchange(request, new URLSearchParams(await text(request))));
    response.writeHead(404).end();
  }

  #metadata(): object {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  #publicKey(): object {
    return this.#keys.publicKey.export({ format: 'jwk' });
  }

  #authorize(query: URLSearchParams, response: ServerResponse): void {
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    if (this.refuses) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('hex');
      this.#codes.set(code, query);
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  #exchange({ headers }: IncomingMessage, body: URLSearchParams): object {
    const asked = this.#codes.get(body.get('code') ?? '');
    this.#codes.delete(body.get('code') ?? '');
    const verifier = body.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const basic = [this.clientId, this.clientSecret].map(encodeURIComponent).join(':');
    const credentials = `Basic ${Buffer.from(basic.replaceAll('%20', '+')).toString('base64')}`;
    if (asked === undefined) throw new Error('an unknown or used code');
    if (asked.get('code_challenge_method') !== 'S256' || asked.get('code_challenge') !== challenge)
      throw new Error('another verifier');
    if (headers.authorization !== credentials) throw new Error(`another client: ${headers.authorization}`);
    if (body.get('redirect_uri') !== asked.get('redirect_uri')) throw new Error('another redirect_uri');
    return { access_token: 'a', token_type: 'Bearer', id_token: this.#idToken(asked.get('nonce')) };
  }

  #idToken(nonce: string | null): string {
    const nowS = Math.floor(Date.now() / 1_000);
    const right = { iss: this.issuer, sub: 'u1', aud: this.clientId, iat: nowS, exp: nowS + 300, nonce };
    const parts = [
      { alg: 'RS256', kid: 'k1' },
      { ...right, ...this.idToken },
    ];
    const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const key = this.otherKey ?? this.#keys.privateKey;
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
  }
}
