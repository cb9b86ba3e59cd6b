/**
 * A cursor over the text of a kernel file: lines of words and unsigned numbers. It works on bytes because a tick
 * reads some thousand of them and only device names need to become strings.
 *
 * A number beyond 2^53 is rounded to the nearest that a double holds. Counters only grow, so the error of an
 * increment never adds up: the sum over any time is off by two such roundings (1 byte each at 9 PB).
 */
export declare class KernelText {
    #private;
    /** From the byte `at` on. */
    constructor(bytes: Buffer, at?: number);
    get atEnd(): boolean;
    /** To the start of the next line. */
    nextLine(): void;
    /** Whether the bytes from here on are this text. */
    startsWith(text: string): boolean;
    /** Goes past the line break and `text` where a line starts with it, anywhere in the file. false: no such line. */
    seekLine(text: string): boolean;
    /** The next number of this line; NaN when the line ends or something else comes first. */
    number(): number;
    /** The next text of this line up to a blank or `stop`, which is passed over; '' when the line ends first. */
    word(stop?: number): string;
    /** Goes past the next text of this line, if there is one. */
    skipWord(): void;
    /** Goes past one byte of punctuation. */
    skip(): void;
}
