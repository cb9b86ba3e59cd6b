import type { KeyObject } from 'node:crypto';
import type { Inventory } from '@hostwire/protocol';
import { type Clock, type Logger } from '@hostwire/runtime';
import { type Identity } from './identity.ts';
import type { Machine } from './machine.ts';
import type { SelfMeasurement, Source } from './sources/source.ts';
export interface AgentOptions {
    readonly stateDir: string;
    readonly identity: Identity;
    readonly privateKey: KeyObject;
    readonly machine: Machine;
    readonly version: string;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly makeSource: (self: () => SelfMeasurement) => Source;
    readonly collectInventory: (signal: AbortSignal) => Promise<Inventory>;
}
export declare class Agent {
    #private;
    constructor(options: AgentOptions);
    /** Throws HostwireError STATE_LOCKED when another agent runs on this state folder. */
    start(): Promise<void>;
    stop(): Promise<void>;
}
