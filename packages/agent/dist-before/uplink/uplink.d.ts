import type { KeyObject } from 'node:crypto';
import { type Hello, type Inventory, type Settings, type Welcome } from '@hostwire/protocol';
import { type Clock, type Logger } from '@hostwire/runtime';
import type { CollectorAddress } from '../collector-address.ts';
import type { Spool } from '../spool/spool.ts';
import type { DeadLetters } from './dead-letters.ts';
import { type Bar, type Phase } from './session.ts';
export interface UplinkOptions {
    readonly spool: Spool;
    readonly address: CollectorAddress;
    readonly agentId: string;
    readonly privateKey: KeyObject;
    /** The keys to trust at the next attempt. */
    readonly pins: () => readonly string[];
    /** What Hello says about this process and host. */
    readonly hello: () => Pick<Hello, 'agentVersion' | 'generation' | 'bootId' | 'machineHash'>;
    readonly deadLetters: DeadLetters;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly onWelcome: (welcome: Welcome) => void;
    readonly onSettings: (settings: Settings) => void;
    /** Something of `status` changed. */
    readonly onChange?: () => void;
    readonly random?: () => number;
}
export interface UplinkStatus {
    readonly phase: Phase;
    readonly bar: Bar | undefined;
    readonly lastAck: {
        readonly seq: number;
        readonly ms: number;
    } | undefined;
    /** Why there is no session; undefined while there is one. */
    readonly error: {
        readonly code: string;
        readonly message: string;
    } | undefined;
    /** Written to sockets since the start. */
    readonly sentBytes: number;
}
/** Carries sealed frames to the collector. What happens when is decided in session.ts; this does it. */
export declare class Uplink {
    #private;
    constructor(options: UplinkOptions);
    start(): Promise<void>;
    /** Sends what the credit allows, waits up to `drainMs` for acknowledgements, hangs up. */
    stop(): Promise<void>;
    /** The spool has sealed something. */
    sealed(): void;
    /** Sent now and at the start of every session. */
    setInventory(inventory: Inventory): void;
    status(): UplinkStatus;
}
