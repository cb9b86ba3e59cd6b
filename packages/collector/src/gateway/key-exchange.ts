/**
 * What the collector and its connected agents say to each other about keys.
 *
 *   collector's next key   told to every live session that has not confirmed it; an agent confirms when it is on its disk
 *   an agent's key         asked for by a person or by its age ──► offered ──► stored, accepted ──► installed
 *
 * A step that was lost is repeated: an agent that did not finish is asked again after `askAgainMs`. An offer that nobody asked
 * for is passed over, so whoever holds a stolen key cannot lock its owner out with it at a time of its choosing.
 * Limits: `asksPerTick`; one offer is looked at for each time that an agent was asked.
 */
import { ProtocolError, type KeyFrame, type KeyRenewal, type Stream } from '@hostwire/protocol';
import { toError, type Clock, type Logger } from '@hostwire/runtime';
import type { AgentRow } from '@hostwire/storage';
import type { AgentKeyTable } from '../registry/agent-key-table.ts';
import type { Registry } from '../registry/registry.ts';

const keyExchangeLimits = { tickMs: 5_000, askAgainMs: 60_000, asksPerTick: 50 } as const;

/** A session, as far as keys go. */
export interface KeySession {
  readonly agent: AgentRow;
  readonly stream: Stream;
  /** Nothing is sent unless the session is open. */
  sendKeyFrame(frame: KeyFrame): void;
}

export interface KeyExchangeOptions {
  readonly registry: Pick<Registry, 'agents'>;
  readonly keys: Pick<AgentKeyTable, 'offer' | 'install'>;
  /** The live session of an agent. */
  readonly sessions: { find(agentId: string): KeySession | undefined };
  /** sha256 of the key that will follow; '' when there is none. */
  readonly nextPin: () => string;
  /** Keys of agents that are older are renewed; 0: by command only. */
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Ask {
  readonly atMs: number;
  readonly isAnswered: boolean;
}

export class KeyExchange {
  readonly #options: KeyExchangeOptions;
  readonly #asked = new Map<string, Ask>();
  /** By agent: the next pin that it confirmed. */
  readonly #confirmed = new Map<string, string>();
  #ticker: NodeJS.Timeout | undefined;

  constructor(options: KeyExchangeOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#ticker = setInterval(() => this.tick(), keyExchangeLimits.tickMs);
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
  }

  /** Says what is to be said: the next key of the collector, and to agents whose key is due that it is. */
  tick(): void {
    const { registry } = this.#options;
    let asks = 0;
    for (const agent of registry.agents()) {
      if (agent.revokedMs !== null) continue;
      this.#announce(agent);
      if (asks < keyExchangeLimits.asksPerTick && this.#isDue(agent) && this.#ask(agent)) asks++;
    }
  }

  /** Agents that may deliver and have not confirmed the next key of the collector. */
  unaware(): AgentRow[] {
    const nextPin = this.#options.nextPin();
    if (nextPin === '') return [];
    return [...this.#options.registry.agents()].filter(
      ({ agentId, revokedMs }) => revokedMs === null && this.#confirmed.get(agentId) !== nextPin,
    );
  }

  /** A frame about keys from an open session. Throws ProtocolError for one that only collectors send. */
  received(session: KeySession, frame: KeyFrame): void {
    const { agentId } = session.agent;
    if (frame.type === 'server_key') return void this.#confirmed.set(agentId, frame.nextPin);
    if (session.stream !== 'live')
      throw new ProtocolError('MALFORMED', 'a key_renewal on the history stream');
    if (frame.step === 'offered') return this.#offered(session, frame);
    if (frame.step === 'installed')
      return this.#carryOut(agentId, this.#options.keys.install(agentId, frame.publicKey));
    throw new ProtocolError('MALFORMED', `a key_renewal "${frame.step}" from an agent`);
  }

  /** A session was opened with the key that was offered: the one before is not needed any more. */
  openedWith(agentId: string, publicKey: string): void {
    this.#carryOut(agentId, this.#options.keys.install(agentId, publicKey));
  }

  #announce({ agentId }: AgentRow): void {
    const nextPin = this.#options.nextPin();
    if (nextPin === '' || this.#confirmed.get(agentId) === nextPin) return;
    this.#options.sessions.find(agentId)?.sendKeyFrame({ type: 'server_key', nextPin });
  }

  #isDue({ agentId, renewal: { askedMs, sinceMs } }: AgentRow): boolean {
    const { clock, maxAgeMs } = this.#options;
    const before = this.#asked.get(agentId);
    if (before !== undefined && clock.monoMs() - before.atMs < keyExchangeLimits.askAgainMs) return false;
    return askedMs !== null || (maxAgeMs > 0 && clock.nowMs() - sinceMs >= maxAgeMs);
  }

  /** Whether there was somebody to ask. */
  #ask({ agentId }: AgentRow): boolean {
    const session = this.#options.sessions.find(agentId);
    if (session === undefined) return false;
    this.#asked.set(agentId, { atMs: this.#options.clock.monoMs(), isAnswered: false });
    session.sendKeyFrame(renewal('requested', ''));
    return true;
  }

  #offered(session: KeySession, offer: KeyRenewal): void {
    const { agentId } = session.agent;
    const asked = this.#asked.get(agentId);
    if (asked === undefined || asked.isAnswered) return;
    this.#asked.set(agentId, { ...asked, isAnswered: true });
    const stored = this.#options.keys.offer(agentId, offer).then((isGood) => {
      if (isGood) session.sendKeyFrame(renewal('accepted', offer.publicKey));
      else this.#options.logger.warn({ agentId }, 'an agent offered a key that its present key did not sign');
    });
    this.#carryOut(agentId, stored);
  }

  #carryOut(agentId: string, change: Promise<void>): void {
    change.catch((error: unknown) => {
      this.#options.logger.warn(
        { agentId, err: toError(error) },
        'a new key could not be stored: asking again',
      );
    });
  }
}

function renewal(step: 'requested' | 'accepted', publicKey: string): KeyRenewal {
  return { type: 'key_renewal', step, publicKey, oldSignature: '', newSignature: '' };
}
