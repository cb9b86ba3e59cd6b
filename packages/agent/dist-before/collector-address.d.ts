/** Where the gateway of a collector answers. */
export interface CollectorAddress {
    readonly host: string;
    readonly port: number;
    /** `wss://HOST:PORT`: how it is stored and shown. */
    readonly url: string;
}
/** Reads `wss://HOST:PORT`, `https://HOST:PORT` or `HOST:PORT`. Throws HostwireError COLLECTOR_INVALID. */
export declare function parseCollectorAddress(text: string): CollectorAddress;
