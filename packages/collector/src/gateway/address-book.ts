import type { Clock } from '@hostwire/runtime';
import { gatewayLimits } from './gateway-limits.ts';
import { TokenBucket } from './token-bucket.ts';

/** What each address has open, and how often it failed to prove who it is. */
export class AddressBook {
  readonly #clock: Clock;
  readonly #maxConnections: number;
  readonly #connections = new Map<string, number>();
  /** The one that failed last is last. */
  readonly #failures = new Map<string, TokenBucket>();

  constructor({ clock, maxConnections }: { clock: Clock; maxConnections: number }) {
    this.#clock = clock;
    this.#maxConnections = maxConnections;
  }

  /** Counts a connection; false (and not counted) when the address has too many. */
  connect(address: string): boolean {
    const open = this.#connections.get(address) ?? 0;
    if (open >= this.#maxConnections) return false;
    this.#connections.set(address, open + 1);
    return true;
  }

  disconnect(address: string): void {
    const open = (this.#connections.get(address) ?? 1) - 1;
    if (open > 0) this.#connections.set(address, open);
    else this.#connections.delete(address);
  }

  /** Whether the address may try (again) to prove who it is. */
  mayTry(address: string): boolean {
    return this.#failures.get(address)?.has(this.#clock.monoMs()) ?? true;
  }

  failed(address: string): void {
    const nowMs = this.#clock.monoMs();
    const bucket = this.#failures.get(address) ?? new TokenBucket(gatewayLimits.failures, nowMs);
    bucket.take(nowMs);
    this.#failures.delete(address);
    this.#failures.set(address, bucket);
    if (this.#failures.size <= gatewayLimits.maxFailingAddresses) return;
    const [oldest] = this.#failures.keys();
    this.#failures.delete(oldest!);
  }
}
