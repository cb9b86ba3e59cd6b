import type { Clock } from '@hostwire/runtime';
import { gatewayLimits } from './gateway-limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** One open connection of an address. */
export interface ConnectionSlot {
  /** Whoever is at the other end proved its identity: the connection makes room for no other from now on. */
  identified(): void;
  /** The connection is gone. */
  release(): void;
}

/** What a peer asks to have verified. */
export type Attempt = 'login' | 'enrolment';

interface FailingAddress {
  /** Failures that cost nothing yet. */
  readonly failures: TokenBucket;
  readonly attempts: Readonly<Record<Attempt, TokenBucket>>;
}

/**
 * What each address has open, and how often it failed to prove who it is.
 *
 * Many honest agents may share an address with somebody who fails (a NAT, a proxy), so failures never close an address.
 * They cost it two things: its further failures are no longer logged one by one, and its attempts are verified at a
 * limited rate, which is far above what honest agents need and bounds what a flood costs. When an address has as many
 * connections as it may have, the oldest one that has not identified itself makes room for a new one.
 */
export class AddressTable {
  readonly #clock: Clock;
  readonly #maxConnections: number;
  readonly #connections = new Map<string, { open: number; readonly unidentified: Set<() => void> }>();
  /** The one that failed last is last. */
  readonly #failing = new Map<string, FailingAddress>();
  /** Shared by all failing addresses. */
  readonly #attempts: TokenBucket;

  constructor({ clock, maxConnections }: { clock: Clock; maxConnections: number }) {
    this.#clock = clock;
    this.#maxConnections = maxConnections;
    this.#attempts = new TokenBucket(gatewayLimits.failing.total, clock.monoMs());
  }

  /** `destroy` ends the connection when another needs its place. undefined: all places are taken by identified peers. */
  connect(address: string, destroy: () => void): ConnectionSlot | undefined {
    const connections = this.#connections.get(address) ?? { open: 0, unidentified: new Set() };
    const { unidentified } = connections;
    if (connections.open >= this.#maxConnections) {
      const [oldest] = unidentified;
      if (oldest === undefined) return undefined;
      unidentified.delete(oldest);
      oldest();
    }
    this.#connections.set(address, connections);
    connections.open++;
    unidentified.add(destroy);
    return {
      identified: () => void unidentified.delete(destroy),
      release: () => {
        unidentified.delete(destroy);
        connections.open--;
        if (connections.open === 0 && this.#connections.get(address) === connections)
          this.#connections.delete(address);
      },
    };
  }

  /** Whether what a peer of that address shows is verified now; counts it for an address that keeps failing. */
  mayTry(address: string, attempt: Attempt): boolean {
    const nowMs = this.#clock.monoMs();
    const failing = this.#failing.get(address);
    if (failing === undefined || failing.failures.has(nowMs)) return true;
    return failing.attempts[attempt].take(nowMs) && this.#attempts.take(nowMs);
  }

  /** A peer of that address failed. Whether that is worth a line in the log: false for one that keeps failing. */
  failed(address: string): boolean {
    const nowMs = this.#clock.monoMs();
    const failing = this.#failing.get(address) ?? newFailingAddress(nowMs);
    this.#failing.delete(address);
    this.#failing.set(address, failing);
    if (this.#failing.size > gatewayLimits.maxFailingAddresses) {
      const [oldest] = this.#failing.keys();
      this.#failing.delete(oldest!);
    }
    return failing.failures.take(nowMs);
  }
}

function newFailingAddress(nowMs: number): FailingAddress {
  const { failures, login, enrolment } = gatewayLimits.failing;
  return {
    failures: new TokenBucket(failures, nowMs),
    attempts: { login: new TokenBucket(login, nowMs), enrolment: new TokenBucket(enrolment, nowMs) },
  };
}
