/** Names of users by number, from /etc/passwd. Users of a directory service (LDAP) stay numbers. */
export declare class UserNames {
    #private;
    constructor(path: string);
    /** Reads the file again when one of these users is not known. A file that cannot be read knows nobody. */
    learn(uids: readonly number[]): Promise<void>;
    name(uid: number): string;
}
/** `root:x:0:0:...`; of several names of one user the first counts. */
export declare function parsePasswd(text: string): Map<number, string>;
