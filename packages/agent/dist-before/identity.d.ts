import { type KeyObject } from 'node:crypto';
/** What enrolment gave this host; identity.json in the state folder. */
export interface Identity {
    readonly agentId: string;
    /** The unique name that the collector gave. */
    readonly host: string;
    /** wss://HOST:PORT */
    readonly collector: string;
    /** Keys of the collector that are trusted (sha256 of the public key): the present one, and the next if announced. */
    readonly pins: readonly string[];
    /** The session generation of the last Welcome; 0 = none yet. */
    readonly generation: number;
}
/** At most two: the key in use and the one announced. */
export declare const maxPins = 2;
/** undefined when this state folder was never enrolled. Throws HostwireError STATE_UNREADABLE. */
export declare function findIdentity(stateDir: string): Identity | undefined;
/** Throws HostwireError NOT_ENROLLED or STATE_UNREADABLE. */
export declare function loadIdentity(stateDir: string): {
    identity: Identity;
    privateKey: KeyObject;
};
/**
 * The key to enrol with under a token: the one that an enrolment without an answer left behind, or else a new one, on
 * the disk when this resolves. It is apart from the key in use until the collector has accepted it.
 */
export declare function takeEnrolmentKey(stateDir: string, tokenId: string): Promise<KeyObject>;
/** What an enrolment gave, key first: an identity never stands beside the key of another. */
export declare function installIdentity(stateDir: string, identity: Identity, privateKey: KeyObject): Promise<void>;
export declare function saveIdentity(stateDir: string, identity: Identity): Promise<void>;
