/**
 * Reads short files of things that come and go, so that none is worth being kept open. What `read` returns holds until
 * the next `read`.
 */
export declare class PassingFiles {
    #private;
    /** undefined: there is no such file any more, or it is not ours to read. Throws what else open(2) and read(2) say. */
    read(path: string): Buffer | undefined;
}
