/** The version in this package's manifest. */
export declare function agentVersion(): string;
