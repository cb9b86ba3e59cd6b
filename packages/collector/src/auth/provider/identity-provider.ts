/**
 * Sign-in with an OpenID Connect provider: authorization code with PKCE, state and nonce. What waits for its answer is
 * kept in memory, and is bound to the browser that began by a cookie: a link to an answer that somebody else began signs
 * nobody in. The signature of the ID token is checked although it comes from the provider directly.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { errorCode, HostwireError, toError, type Clock, type Logger } from '@hostwire/runtime';
import * as oidc from 'openid-client';
import { Refusal } from '../refusal.ts';
import { personOf, type Claims, type Person } from './claims.ts';
import type { ProviderConfig } from './provider-config.ts';

export const providerLimits = {
  /** How long a sign-in may take at the provider. */
  pendingMs: 10 * 60_000,
  maxPending: 1_000,
  /** Of one request to the provider, in seconds. */
  timeoutSeconds: 10,
} as const;

interface Pending {
  /** In the cookie of the browser that began. */
  readonly browserKey: string;
  readonly verifier: string;
  readonly nonce: string;
  readonly expiresMs: number;
}

export interface IdentityProviderOptions {
  readonly config: ProviderConfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  /** By state; oldest first. */
  readonly #pending = new Map<string, Pending>();
  #secret: string | undefined;
  #discovered: Promise<oidc.Configuration> | undefined;

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
  }

  /** Of the button. */
  get name(): string {
    const { name, issuer } = this.#options.config;
    return name ?? new URL(issuer).hostname;
  }

  get maxSessionMs(): number {
    return this.#options.config.maxSession;
  }

  /** Reads the client secret; the provider is asked when somebody signs in. Throws CLIENT_SECRET_UNREADABLE. */
  async start(): Promise<void> {
    const { clientSecretFile } = this.#options.config;
    if (clientSecretFile === undefined) return;
    try {
      this.#secret = (await readFile(clientSecretFile, 'utf8')).trim();
    } catch (cause) {
      const message = `the client secret cannot be read from ${clientSecretFile} (${errorCode(cause)}): correct web.auth.oidc.clientSecretFile, or let the user of the collector read it`;
      throw new HostwireError('CLIENT_SECRET_UNREADABLE', message, { cause });
    }
  }

  /** Where to send the browser, and what to put into its cookie. Throws PROVIDER_FAILED. */
  async begin(redirectUri: string): Promise<{ readonly url: URL; readonly browserKey: string }> {
    const { clock, config } = this.#options;
    const server = await this.#discover();
    const state = oidc.randomState();
    const pending: Pending = {
      browserKey: randomBytes(32).toString('base64url'),
      verifier: oidc.randomPKCECodeVerifier(),
      nonce: oidc.randomNonce(),
      expiresMs: clock.nowMs() + providerLimits.pendingMs,
    };
    const url = oidc.buildAuthorizationUrl(server, {
      redirect_uri: redirectUri,
      scope: config.scopes.join(' '),
      state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    this.#pending.set(state, pending);
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= providerLimits.maxPending) break;
      this.#pending.delete(oldest);
    }
    return { url, browserKey: pending.browserKey };
  }

  /** Who came back at this address (with its query), once per `begin`. Throws PROVIDER_REFUSED, PROVIDER_FAILED. */
  async finish(callback: URL, browserKey: string | undefined): Promise<Person> {
    const state = callback.searchParams.get('state') ?? '';
    const pending = this.#pending.get(state);
    if (pending === undefined || pending.browserKey !== browserKey)
      throw new Refusal(
        'PROVIDER_REFUSED',
        'this sign-in did not begin in this browser, at this address of the pages: begin again there',
      );
    this.#pending.delete(state);
    if (this.#options.clock.nowMs() >= pending.expiresMs)
      throw new Refusal('PROVIDER_REFUSED', 'this sign-in took longer than ten minutes: begin again');
    return personOf(await this.#claimsOf(callback, { state, ...pending }), this.#options.config);
  }

  async #claimsOf(
    callback: URL,
    { state, verifier, nonce }: { state: string; verifier: string; nonce: string },
  ): Promise<Claims> {
    const server = await this.#discover();
    try {
      const tokens = await oidc.authorizationCodeGrant(server, callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims: Claims = { ...tokens.claims() };
      if (server.serverMetadata().userinfo_endpoint === undefined) return claims;
      // Groups are often in there alone; what is signed goes first.
      const info = await oidc.fetchUserInfo(server, tokens.access_token, String(claims['sub']));
      return { ...info, ...claims };
    } catch (error) {
      throw this.#refusalOf(error);
    }
  }

  /** What the provider, or the library that checks its answers, does not accept. */
  #refusalOf(error: unknown): Refusal {
    this.#options.logger.warn({ err: toError(error) }, 'a sign-in with the provider failed');
    if (error instanceof oidc.AuthorizationResponseError)
      return new Refusal('PROVIDER_REFUSED', `${this.name} does not let you in (${error.error})`, {
        cause: error,
      });
    const message = `${this.name} gave an answer that is not accepted (${causeOf(error)}): try again; if it stays, the log of the collector says more`;
    return new Refusal('PROVIDER_FAILED', message, { cause: error });
  }

  /** Kept once it succeeded. */
  async #discover(): Promise<oidc.Configuration> {
    this.#discovered ??= this.#askProvider();
    try {
      return await this.#discovered;
    } catch (error) {
      this.#discovered = undefined;
      this.#options.logger.warn(
        { err: toError(error) },
        'the OpenID Connect provider does not answer as it should',
      );
      const { issuer } = this.#options.config;
      const message = `${this.name} does not answer as an OpenID Connect provider does (${causeOf(error)}): check web.auth.oidc.issuer (${issuer}), or sign in by password`;
      throw new Refusal('PROVIDER_FAILED', message, { cause: error });
    }
  }

  #askProvider(): Promise<oidc.Configuration> {
    const { issuer, clientId } = this.#options.config;
    const isPlain = issuer.startsWith('http:');
    return oidc.discovery(new URL(issuer), clientId, undefined, this.#clientAuth(), {
      timeout: providerLimits.timeoutSeconds,
      execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
    });
  }

  #clientAuth(): oidc.ClientAuth {
    return this.#secret === undefined ? oidc.None() : oidc.ClientSecretBasic(this.#secret);
  }
}

/** The innermost reason that has words. */
function causeOf(thrown: unknown): string {
  const { message, cause } = toError(thrown);
  return cause instanceof Error && cause.message !== '' ? causeOf(cause) : message;
}
