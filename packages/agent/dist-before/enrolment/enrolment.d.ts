import { type Token } from '@hostwire/protocol';
import { type Identity } from '../identity.ts';
import type { Machine } from '../machine.ts';
export interface EnrolmentOptions {
    readonly stateDir: string;
    readonly collector: string;
    readonly token: string;
    /** The name wished for; the collector adds a suffix when it is taken. */
    readonly name: string;
    readonly machine: Machine;
    readonly agentVersion: string;
    /** Replace an identity that is there. */
    readonly force: boolean;
    readonly connectMs?: number;
}
/**
 * Enrols this host: the key of the collector is held against the token's pin before anything is sent; the private key
 * is made here, is on the disk before the request leaves, and never leaves. After a lost answer the same line again,
 * with the key that is on the disk, gets the same identity.
 *
 * Throws HostwireError: COLLECTOR_INVALID, TOKEN_MALFORMED, ALREADY_ENROLLED, STATE_UNWRITABLE, those of connectPinned
 * and those of postEnrolment.
 */
export declare function enrol(options: EnrolmentOptions): Promise<Identity>;
/** The token; throws HostwireError TOKEN_MALFORMED. */
export declare function readToken(text: string): Token;
