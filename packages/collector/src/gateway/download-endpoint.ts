/**
 * GET /install.sh, GET /downloads/manifest.json and GET /downloads/NAME, on the gateway's port: a host that is to be enrolled reaches it already, and
 * curl checks the key of the gateway itself (--pinnedpubkey), so what it runs is what this collector serves.
 * Nothing here is secret and nothing is written.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { downloadsPath, manifestName } from '@hostwire/protocol';
import type { AgentDownloads } from '../downloads/agent-downloads.ts';
import { gatewayLimits } from './gateway-limits.ts';

export interface DownloadEndpointOptions {
  readonly downloads: AgentDownloads;
  /** The script as it is now; undefined: no executables were built. */
  readonly script: () => string | undefined;
}

const noAgentBuilt =
  'This collector has no agent to hand out. Build one on its host: node deploy/agent/build.mjs\n';

export class DownloadEndpoint {
  readonly #options: DownloadEndpointOptions;
  #running = 0;

  constructor(options: DownloadEndpointOptions) {
    this.#options = options;
  }

  /** Whether the request was for this endpoint; then it is answered. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET') return false;
    if (request.url === '/install.sh') {
      this.#sendScript(response);
      return true;
    }
    if (request.url === downloadsPath + manifestName) {
      this.#sendManifest(response);
      return true;
    }
    const name = /^\/downloads\/([a-z0-9-]+)$/.exec(request.url ?? '')?.[1];
    if (name === undefined) return false;
    this.#sendProgram(name, response);
    return true;
  }

  #sendScript(response: ServerResponse): void {
    const script = this.#options.script();
    if (script === undefined) return sendText(response, { status: 404, text: noAgentBuilt });
    sendText(response, { status: 200, text: script });
  }

  #sendManifest(response: ServerResponse): void {
    const text = this.#options.downloads.manifest();
    sendText(response, text === undefined ? { status: 404, text: noAgentBuilt } : { status: 200, text });
  }

  #sendProgram(name: string, response: ServerResponse): void {
    if (this.#running >= gatewayLimits.maxDownloads) {
      response.setHeader('retry-after', gatewayLimits.retryAfterSeconds);
      return sendText(response, {
        status: 503,
        text: 'Too many downloads at once: try again in a moment.\n',
      });
    }
    const download = this.#options.downloads.open(name);
    if (download === undefined) return sendText(response, { status: 404, text: noAgentBuilt });
    this.#running += 1;
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': download.bytes,
      connection: 'close',
    });
    pipeline(download.stream, response, () => {
      this.#running -= 1;
    });
  }
}

function sendText(response: ServerResponse, { status, text }: { status: number; text: string }): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
  });
  response.end(text);
}
