import { randomBytes, sign } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import {
  agentAuthLabel,
  agentAuthMessage,
  agentPath,
  exporterBytes,
  formatAuthorization,
} from '@hostwire/protocol';
import { enrol, type Credentials, type GatewayAddress } from '../bench/simulated-fleet/login.ts';
import { openTls } from './exchange.ts';

/** A host that was enrolled in order and has turned hostile since. */
export interface AttackAgent {
  readonly credentials: Credentials;
  /** Of the last Welcome: a session without it counts as that of a clone. */
  generation: number;
}

/** At once; each is replaced when the collector does not let it in any more. */
const agentsAtOnce = 12;

/** The hosts that attack from inside: the worst that somebody who took over a host can do. */
export class AttackAgents {
  readonly #address: GatewayAddress;
  readonly #token: string;
  readonly #free: AttackAgent[] = [];
  readonly #waiting: ((agent: AttackAgent) => void)[] = [];
  #enrolled = 0;

  /** `token`: for as many hosts as it takes. */
  constructor(address: GatewayAddress, token: string) {
    this.#address = address;
    this.#token = token;
  }

  get enrolled(): number {
    return this.#enrolled;
  }

  /** An agent that nobody else uses until `use` is done. */
  async with<Result>(use: (agent: AttackAgent) => Promise<Result>): Promise<Result> {
    const agent = await this.#take();
    try {
      return await use(agent);
    } finally {
      this.#give(agent);
    }
  }

  /** Another host instead of that one, which is refused from now on. */
  async replace(agent: AttackAgent): Promise<void> {
    const at = this.#free.indexOf(agent);
    if (at >= 0) this.#free.splice(at, 1);
    Object.assign(agent, await this.#enrol());
  }

  async #take(): Promise<AttackAgent> {
    const free = this.#free.shift();
    if (free !== undefined) return free;
    if (this.#enrolled < agentsAtOnce) return this.#enrol();
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  #give(agent: AttackAgent): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(agent);
    else next(agent);
  }

  async #enrol(): Promise<AttackAgent> {
    const name = `attack-${String(this.#enrolled++).padStart(4, '0')}`;
    return { credentials: await enrol(this.#address, this.#token, name), generation: 0 };
  }
}

/** The connection of an agent, with the request that opens its session written: what comes next is up to the caller. */
export async function openSession(port: number, { credentials }: AttackAgent): Promise<TLSSocket> {
  const socket = await openTls(port);
  socket.write(upgradeRequest(authorizationFor(socket, credentials)));
  return socket;
}

export function authorizationFor(socket: TLSSocket, { agentId, privateKey }: Credentials): string {
  const exporter = socket.exportKeyingMaterial(exporterBytes, agentAuthLabel, Buffer.from(agentId));
  return formatAuthorization({
    agentId,
    signature: sign(null, agentAuthMessage(agentId, exporter), privateKey),
  });
}

export function upgradeRequest(authorization: string): string {
  const key = randomBytes(16).toString('base64');
  const upgrade = 'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n';
  return `GET ${agentPath} HTTP/1.1\r\nhost: collector\r\n${upgrade}sec-websocket-key: ${key}\r\nauthorization: ${authorization}\r\n\r\n`;
}
