// The format of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), read from pieces
// that end anywhere. The browser's EventSource is not used because it hides what this product must show: the status
// of a refused request (401), and the keep-alive comments that tell a quiet stream from a dead one.

export interface ServerEvent {
  event: string;
  data: string;
}

/** An event longer than this is refused: ten thousand hosts are some 7 MB. */
const maxEventCharacters = 64 * 1024 * 1024;

export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #characters = 0;

  /** The events that `piece` completes. Throws a RangeError when one exceeds the limit. */
  push(piece: string): ServerEvent[] {
    if (!this.#rest.endsWith('\r') && !/[\r\n]/.test(piece)) {
      // The middle of a long line: looking at its beginning again with each piece would cost its length squared.
      this.#rest += piece;
      this.#refuseTooLong();
      return [];
    }
    const text = this.#rest + piece;
    // A carriage return at the end may be half of a line end.
    const usable = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, usable).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + text.slice(usable);
    const events: ServerEvent[] = [];
    for (const line of lines) {
      const event = this.#line(line);
      if (event) events.push(event);
    }
    this.#refuseTooLong();
    return events;
  }

  #refuseTooLong(): void {
    if (this.#characters + this.#rest.length <= maxEventCharacters) return;
    throw new RangeError(`An event of the live stream is longer than ${maxEventCharacters} characters`);
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === 0) return undefined;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    if (field === 'data') {
      this.#data.push(value);
      this.#characters += value.length;
    }
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const event = { event: this.#event || 'message', data: this.#data.join('\n') };
    const empty = this.#data.length === 0;
    this.#event = '';
    this.#data = [];
    this.#characters = 0;
    return empty ? undefined : event;
  }
}
