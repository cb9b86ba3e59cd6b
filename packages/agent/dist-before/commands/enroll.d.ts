export interface EnrollFlags {
    readonly collector: string;
    readonly token: string;
    readonly name?: string;
    readonly state: string;
    readonly force: boolean;
    readonly check: boolean;
}
/** `print` takes lines for standard output. Resolves with the exit code. */
export declare function enroll(flags: EnrollFlags, print: (line: string) => void): Promise<number>;
