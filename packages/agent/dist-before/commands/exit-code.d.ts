/** What the exit code of `hostwire-agent` says. */
export declare const exitCode: {
    readonly done: 0;
    readonly failed: 1;
    readonly usage: 2;
    readonly unreachable: 3;
    readonly refused: 4;
};
/** The exit code for an error, by its stable code. */
export declare function exitCodeOf(thrown: unknown): number;
