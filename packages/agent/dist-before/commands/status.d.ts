export interface StatusFlags {
    readonly state: string;
    readonly json: boolean;
}
/** Exit code 0 while the agent runs, 3 when it does not: then what it wrote last is shown, with the state `stopped`. */
export declare function status(flags: StatusFlags, print: (line: string) => void): number;
