import { type TLSSocket } from 'node:tls';
import type { CollectorAddress } from '../collector-address.ts';
export interface PinnedSocketOptions {
    readonly address: CollectorAddress;
    /** Trusted keys: sha256 of the public key, 64 hex digits. */
    readonly pins: readonly string[];
    readonly timeoutMs: number;
}
/**
 * A TLS 1.3 connection to a collector whose key matched one of the pins. Nothing of ours was sent over it yet. The pin
 * replaces certificate authorities, names and dates: the key is the identity.
 * Throws HostwireError: UNREACHABLE, TIMED_OUT, TLS_FAILED (all retryable), PIN_MISMATCH.
 */
export declare function connectPinned({ address, pins, timeoutMs }: PinnedSocketOptions): Promise<TLSSocket>;
