import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { isIPv6, type AddressInfo } from 'node:net';
import { errorCode, HostwireError, type Component, type Logger } from '@hostwire/runtime';
import { CertificateFiles } from '../keys/certificate-files.ts';
import type { KeyPair } from '../keys/server-keys.ts';
import type { ApiApp } from './app-type.ts';
import { buildApi, serverTimeouts } from './build-api.ts';
import type { ApiDependencies } from './dependencies.ts';

/** The web pages and the API over TCP: in TLS where a certificate is given, which is read again when it changes. */
export class WebListener implements Component {
  readonly #deps: ApiDependencies;
  readonly #files: CertificateFiles | undefined;
  #pair: KeyPair | undefined;
  #server: TlsServer | undefined;
  #app: ApiApp | undefined;
  #url: string | undefined;

  constructor(deps: ApiDependencies & { readonly logger: Logger }) {
    const { web, logger } = deps;
    this.#deps = deps;
    if (web.certificateFile !== undefined && web.keyFile !== undefined) {
      const paths = { certificateFile: web.certificateFile, keyFile: web.keyFile };
      this.#files = new CertificateFiles(paths, { logger, use: async (pair) => this.#use(pair) });
    }
  }

  /** `http://127.0.0.1:4680`; undefined before it listens. */
  get url(): string | undefined {
    return this.#url;
  }

  /** Errors: WEB_PORT_IN_USE, WEB_LISTEN_FAILED, and those of CertificateFiles. */
  async start(): Promise<void> {
    await this.#files?.start();
    const { host, port } = this.#deps.web;
    const app = await buildApi('web', this.#deps, this.#tlsServer());
    this.#app = app;
    try {
      await app.listen({ host, port });
    } catch (error) {
      throw listenError(error, { host, port });
    }
    const { port: bound } = app.server.address() as AddressInfo;
    this.#url = `${this.#pair === undefined ? 'http' : 'https'}://${reachableHost(host)}:${bound}`;
  }

  /** Looks now whether the certificate changed; it does so by itself every ten seconds. */
  async look(): Promise<void> {
    await this.#files?.look();
  }

  async stop(): Promise<void> {
    await this.#files?.stop();
    await this.#app?.close();
  }

  #use(pair: KeyPair): void {
    this.#pair = pair;
    this.#server?.setSecureContext({ key: pair.privateKey, cert: pair.certificate, minVersion: 'TLSv1.2' });
  }

  /** undefined: no certificate is given, so there is no TLS. */
  #tlsServer(): TlsServer | undefined {
    if (this.#pair === undefined) return undefined;
    const { privateKey: key, certificate: cert } = this.#pair;
    const handshakeTimeout = serverTimeouts.headersTimeout;
    this.#server = createTlsServer({ key, cert, minVersion: 'TLSv1.2', handshakeTimeout, ...serverTimeouts });
    return this.#server;
  }
}

/** An address that listens on all interfaces is reached, from this machine, by loopback. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIPv6(host) ? `[${host}]` : host;
}

function listenError(error: unknown, { host, port }: { host: string; port: number }): HostwireError {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') {
    const message = `port ${port} on ${host} for the web pages is in use: stop what listens there, or choose another with --web-port (0 = any free)`;
    return new HostwireError('WEB_PORT_IN_USE', message, { cause: error });
  }
  const message = `cannot listen on ${host} port ${port} for the web pages (${code}): choose another with --web-host or --web-port`;
  return new HostwireError('WEB_LISTEN_FAILED', message, { cause: error });
}
