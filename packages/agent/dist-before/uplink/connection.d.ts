import { type KeyObject } from 'node:crypto';
import { type CollectorFrame } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';
export interface ConnectionOptions {
    readonly address: CollectorAddress;
    readonly pins: readonly string[];
    readonly agentId: string;
    readonly privateKey: KeyObject;
    readonly timeoutMs: number;
}
/** Told by a connection; nothing after `closed`, which comes once. */
export interface ConnectionListener {
    connected(): void;
    frame(frame: CollectorFrame): void;
    /** Anything was received. */
    heard(): void;
    closed(error: HostwireError | undefined): void;
}
/** One WebSocket to a collector: pinned, signed over the TLS exporter, limited. Made for one use. */
export declare class Connection {
    #private;
    constructor(options: ConnectionOptions, listener: ConnectionListener);
    /** Bytes written to the socket. */
    get sentBytes(): number;
    open(): Promise<void>;
    send(frame: Uint8Array): void;
    ping(): void;
    /** Says goodbye when there is a session, and is gone after a second at the latest. The listener hears nothing more. */
    close(): void;
}
