const newline = 10;
const space = 32;
const tab = 9;
const zero = 48;
const nine = 57;
/**
 * A cursor over the text of a kernel file: lines of words and unsigned numbers. It works on bytes because a tick
 * reads some thousand of them and only device names need to become strings.
 *
 * A number beyond 2^53 is rounded to the nearest that a double holds. Counters only grow, so the error of an
 * increment never adds up: the sum over any time is off by two such roundings (1 byte each at 9 PB).
 */
export class KernelText {
    #bytes;
    #at;
    /** From the byte `at` on. */
    constructor(bytes, at = 0) {
        this.#bytes = bytes;
        this.#at = at;
    }
    get atEnd() {
        return this.#at >= this.#bytes.length;
    }
    /** To the start of the next line. */
    nextLine() {
        const end = this.#bytes.indexOf(newline, this.#at);
        this.#at = end < 0 ? this.#bytes.length : end + 1;
    }
    /** Whether the bytes from here on are this text. */
    startsWith(text) {
        for (let i = 0; i < text.length; i++)
            if (this.#bytes[this.#at + i] !== text.charCodeAt(i))
                return false;
        return true;
    }
    /** Goes past the line break and `text` where a line starts with it, anywhere in the file. false: no such line. */
    seekLine(text) {
        this.#at = 0;
        if (!this.startsWith(text)) {
            const found = this.#bytes.indexOf(`\n${text}`, 0, 'latin1');
            if (found < 0)
                return false;
            this.#at = found + 1;
        }
        this.#at += text.length;
        return true;
    }
    /** The next number of this line; NaN when the line ends or something else comes first. */
    number() {
        this.#skipBlanks();
        const bytes = this.#bytes;
        const start = this.#at;
        let at = start;
        let value = 0;
        for (let byte = bytes[at]; byte >= zero && byte <= nine; byte = bytes[++at])
            value = value * 10 + (byte - zero);
        this.#at = at;
        return at === start ? NaN : value;
    }
    /** The next text of this line up to a blank or `stop`, which is passed over; '' when the line ends first. */
    word(stop = space) {
        this.#skipBlanks();
        const start = this.#at;
        while (this.#at < this.#bytes.length && !this.#endsWord(this.#bytes[this.#at], stop))
            this.#at++;
        const word = this.#bytes.toString('utf8', start, this.#at);
        if (this.#bytes[this.#at] === stop)
            this.#at++;
        return word;
    }
    /** Goes past the next text of this line, if there is one. */
    skipWord() {
        this.#skipBlanks();
        while (this.#at < this.#bytes.length && !this.#endsWord(this.#bytes[this.#at], space))
            this.#at++;
    }
    /** Goes past one byte of punctuation. */
    skip() {
        this.#at++;
    }
    #endsWord(byte, stop) {
        return byte === stop || byte === space || byte === newline || byte === tab;
    }
    #skipBlanks() {
        while (this.#bytes[this.#at] === space || this.#bytes[this.#at] === tab)
            this.#at++;
    }
}
//# sourceMappingURL=kernel-text.js.map