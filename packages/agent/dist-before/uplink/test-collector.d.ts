/** For tests: a collector as far as an agent sees one. TLS 1.3, enrolment, the protocol; keeps what it was sent. */
import { type KeyObject } from 'node:crypto';
import { type Batch, type CollectorFrame, type Credit, type EnrollRequest, type Gap, type Hello, type Inventory, type Settings } from '@hostwire/protocol';
import { type WebSocket } from 'ws';
/** The pin of every test collector. */
export declare const testPin: string;
export interface CommittedFrame {
    readonly epoch: string;
    readonly frame: Batch | Gap;
    readonly hash: string;
}
export type EnrollAnswer = (request: EnrollRequest) => {
    readonly status: number;
    readonly body: Uint8Array;
};
export declare class TestCollector {
    #private;
    /** agentId → public key */
    readonly agents: Map<string, KeyObject>;
    readonly hellos: Hello[];
    readonly inventories: Inventory[];
    readonly committed: CommittedFrame[];
    readonly enrolled: EnrollRequest[];
    /** Frames received, committed or not. */
    received: number;
    sessions: number;
    connections: number;
    session: WebSocket | undefined;
    credit: Credit;
    settings: Settings;
    /** What happens with the next frames; commits and acknowledges when absent. */
    onFrame: ((frame: Batch | Gap, session: WebSocket) => boolean) | undefined;
    onEnroll: EnrollAnswer | undefined;
    constructor();
    get port(): number;
    get url(): string;
    start(port?: number): Promise<void>;
    stop(): Promise<void>;
    /** Cuts all connections without a word. */
    cut(): void;
    send(frame: CollectorFrame): void;
    committedSeq(epoch: string): number;
    ack(epoch: string): void;
    /** Looked at again whenever something arrives. */
    until(what: string, condition: () => boolean): Promise<void>;
    /** Something changed that a waiting test may look at. */
    wake(): void;
    /** As the real one: duplicates are answered with the present mark, holes with Resume. */
    commit(frame: Batch | Gap): void;
}
export declare const sha256: (text: string) => string;
